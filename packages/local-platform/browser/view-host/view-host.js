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
    this.itemIds = undefined;
  }

  start(root) {
    addEventListener('message', (event) => this.receive(event));
    watch(this.view, {
      board: (events) => void this.boardChanged(events),
      settings: (settings) => this.settingsChanged(settings),
      reconnect: () => void this.refreshItemIds(),
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

  /** Sends a value to the view if it listens. */
  async emit(...types) {
    for (const type of types.filter((each) => this.listened.has(each))) {
      const { data, errorMessage } = await this.ask('get', { type });
      if (errorMessage !== undefined) return errorMessage;
      if (type === 'itemIds') this.itemIds = JSON.stringify(data);
      this.send(type, data);
    }
    return undefined;
  }

  send(type, data) {
    if (!this.listened.has(type)) return;
    this.log.add('out', `listen ${type}`, data);
    this.frame.contentWindow.postMessage({ method: 'listen', type, data }, this.origin);
  }

  async boardChanged(events) {
    for (const event of events) this.send('events', event);
    await this.refreshItemIds();
  }

  /** The items in view can be the same after a change. */
  async refreshItemIds() {
    if (!this.listened.has('itemIds')) return;
    const { data, errorMessage } = await this.ask('get', { type: 'itemIds' });
    const text = JSON.stringify(data);
    if (errorMessage !== undefined || text === this.itemIds) return;
    this.itemIds = text;
    this.send('itemIds', data);
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
