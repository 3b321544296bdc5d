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
    this.log.add('in', nameOf(method, args), args);
    const isListening = method === 'listen';
    const { data, errorMessage, show, isUnknown } = await this.ask(method, args);
    if (isListening && errorMessage === undefined) this.listened.add(type);
    if (isListening && type === 'itemIds') this.itemIds = JSON.stringify(data);
    const reply = (result, problem) =>
      this.post(
        source,
        {
          method,
          // The type makes the SDK call the listeners, so it is only there with a value for them.
          ...(method === 'get' || (isListening && VALUES.includes(type)) ? { type } : {}),
          data: result,
          ...(problem === undefined ? {} : { errorMessage: problem }),
          requestId,
        },
        isUnknown,
      );
    if (show === undefined || data !== undefined || errorMessage !== undefined) reply(data, errorMessage);
    if (show !== undefined) this.dialogs.show(show, reply);
  }

  ask(method, args) {
    return ask('messages', { view: this.view, method, args });
  }

  post(target, message, isUnknown = false) {
    this.log.add(
      isUnknown ? 'unknown' : message.errorMessage === undefined ? 'out' : 'error',
      nameOf(message.method, message),
      message,
    );
    target?.postMessage(message, this.origin);
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
    if (this.listened.has(type)) this.post(this.frame.contentWindow, { method: 'listen', type, data });
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
  if (method !== 'storage') return [method, type].filter(Boolean).join(' ');
  return ['storage', segment === 'instance' && 'instance', part]
    .filter((each) => typeof each === 'string' && each !== 'storage')
    .join(' ');
}

const root = document.querySelector('.view-host');
if (root) new ViewHost(root).start(root);
