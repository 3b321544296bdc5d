import { Dialogs } from './dialogs.js';
import { MessageLog } from './message-log.js';
import { ask, watch } from './platform.js';
import { watchState } from './view-state.js';

/** Of these, a listener receives the present value when it starts. */
const VALUES = ['context', 'settings', 'itemIds', 'filter', 'location'];

/** The page around a view: passes its messages to the platform, and the answers back. */
class ViewHost {
  constructor(root) {
    this.view = JSON.parse(root.dataset.view);
    this.origin = new URL(this.view.url).origin;
    this.frame = root.querySelector('iframe');
    this.log = new MessageLog(root);
    this.dialogs = new Dialogs(root, this);
    /** Types that the view listens to. */
    this.listened = new Set();
    /** As the view knows them, as JSON. */
    this.itemIds = undefined;
    /** How often each type was requested. */
    this.turns = new Map();
  }

  start(root) {
    addEventListener('message', (event) => this.receive(event));
    watch(this.view, {
      board: (events) => void this.boardChanged(events),
      settings: (settings) => this.settingsChanged(settings),
      reconnect: () => void this.emit('itemIds'),
    });
    this.state = watchState(root, this);
    // Not before, or its first messages would be lost.
    this.frame.src = this.frame.dataset.src;
  }

  /** Only the frames of the view are answered, and only while they show the view's origin. */
  receive({ source, origin, data }) {
    if (source === window) return;
    const isOwn = source === this.frame.contentWindow || source === this.dialogs.modalWindow;
    if (!isOwn || origin !== this.origin) {
      this.log.add('ignored', isOwn ? `the frame shows ${origin}` : `another window, of ${origin}`, data);
      return;
    }
    if (data === null || typeof data !== 'object' || typeof data.method !== 'string') {
      this.log.add('ignored', 'no message of monday-sdk-js', data);
      return;
    }
    void this.answer(source, data);
  }

  async answer(source, { method, args, requestId }) {
    const type = typeof args?.type === 'string' ? args.type : undefined;
    const name = nameOf(method, args ?? {});
    this.log.add('in', name, args);
    const { data, errorMessage, show, isUnknown } = await this.ask(method, args);
    if (method === 'listen' && errorMessage === undefined) this.startListening(type, data);
    // The type makes the SDK call the listeners, so it is only there with a value for them.
    const named = method === 'get' || (method === 'listen' && VALUES.includes(type)) ? { type } : {};
    const reply = (result, problem) => {
      const message = { method, ...named, data: result, requestId };
      if (problem !== undefined) message.errorMessage = problem;
      this.log.add(isUnknown ? 'unknown' : problem === undefined ? 'out' : 'error', name, message);
      source.postMessage(message, this.origin);
    };
    if (!show || data !== undefined || errorMessage !== undefined) reply(data, errorMessage);
    if (show) this.dialogs.show(show, reply);
  }

  startListening(type, value) {
    this.listened.add(type);
    if (type === 'itemIds') this.itemIds = JSON.stringify(value);
  }

  ask(method, args) {
    return ask('messages', { view: this.view, method, args });
  }

  /** Sends values to the view if it listens to them. Resolves to the problem, if there is one. */
  async emit(...types) {
    const problems = await Promise.all(types.map((type) => this.emitOne(type)));
    return problems.find((problem) => problem !== undefined);
  }

  async emitOne(type) {
    if (!this.listened.has(type)) return undefined;
    const turn = (this.turns.get(type) ?? 0) + 1;
    this.turns.set(type, turn);
    const { data, errorMessage } = await this.ask('get', { type });
    // A later request has the newer value, and its answer may have come first.
    if (errorMessage !== undefined || this.turns.get(type) !== turn) return errorMessage;
    // The items in view can be the same after a change of the board.
    const text = JSON.stringify(data);
    if (type === 'itemIds' && text === this.itemIds) return undefined;
    if (type === 'itemIds') this.itemIds = text;
    this.send(type, data);
    return undefined;
  }

  send(type, data) {
    if (!this.listened.has(type)) return;
    this.log.add('out', `listen ${type}`, data);
    this.frame.contentWindow.postMessage({ method: 'listen', type, data }, this.origin);
  }

  async boardChanged(events) {
    for (const event of events) this.send('events', event);
    await this.emit('itemIds');
  }

  settingsChanged(settings) {
    this.state.showSettings(settings);
    this.send('settings', settings);
  }
}

function nameOf(method, { type, segment, method: part }) {
  const parts = method === 'storage' ? [segment === 'instance' && 'instance', part] : [type];
  return [method, ...parts].filter((each) => typeof each === 'string').join(' ');
}

const root = document.querySelector('.view-host');
if (root) new ViewHost(root).start(root);
