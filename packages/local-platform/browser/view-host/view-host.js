import { watchChanges } from './changes.js';
import { Dialogs } from './dialogs.js';
import { MessageLog } from './message-log.js';
import { ask } from './platform.js';
import { watchState } from './view-state.js';

/** Of these, a listener receives the present value when it starts. */
const VALUES = ['context', 'settings', 'itemIds', 'filter', 'location'];
/** The items in view can be the same after a change of the board, and the settings after a time without a connection. */
const SENT_IF_CHANGED = ['itemIds', 'settings'];
/** How long a view that was loaded may be silent before the page says so. */
const SILENCE_MS = 3_000;

/** The page around a view: passes its messages to the platform, and the answers back. */
class ViewHost {
  constructor(root) {
    this.view = JSON.parse(root.dataset.view);
    /** Those who look at the same place share its settings. */
    this.place = root.dataset.place;
    this.origin = new URL(this.view.url).origin;
    this.frame = root.querySelector('iframe');
    this.log = new MessageLog(root);
    this.connection = root.querySelector('[data-connection]');
    this.silence = root.querySelector('[data-silence]');
    this.dialogs = new Dialogs(root, this);
    /** By type: the windows that listen to it, the view's and its modal's, each with the value that it knows, as JSON. */
    this.listeners = new Map();
    this.hasSpoken = false;
    /** How often each type was requested. */
    this.turns = new Map();
  }

  start(root) {
    addEventListener('message', (event) => this.receive(event));
    watchChanges({
      board: (change) => void this.boardChanged(change),
      settings: (change) => this.settingsChanged(change),
      lost: () => this.connectionLost(),
      restored: () => void this.connectionRestored(),
    });
    this.state = watchState(root, this);
    this.frame.addEventListener('load', () => this.expectMessage());
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
    this.noteMessage();
    void this.answer(source, data);
  }

  async answer(source, { method, args, requestId }) {
    const type = typeof args?.type === 'string' ? args.type : undefined;
    const name = nameOf(method, args ?? {});
    this.log.add('in', name, args);
    const { data, errorMessage, show, isUnknown } = await this.ask(method, args);
    if (method === 'listen' && errorMessage === undefined) this.startListening(source, type, data);
    const isForListeners = method === 'get' || (method === 'listen' && VALUES.includes(type));
    const reply = (result, problem) => {
      const message = { method, data: result, requestId };
      if (problem !== undefined) message.errorMessage = problem;
      // The type makes the SDK call the listeners, so it is only there with a value for them.
      else if (isForListeners) message.type = type;
      this.log.add(isUnknown ? 'unknown' : problem === undefined ? 'out' : 'error', name, message);
      source.postMessage(message, this.origin);
    };
    if (!show || data !== undefined || errorMessage !== undefined) reply(data, errorMessage);
    if (show) this.dialogs.show(show, reply);
  }

  startListening(window, type, value) {
    const windows = this.listeners.get(type) ?? new Map();
    this.listeners.set(type, windows.set(window, JSON.stringify(value)));
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
    if (!this.listeners.has(type)) return undefined;
    const turn = (this.turns.get(type) ?? 0) + 1;
    this.turns.set(type, turn);
    const { data, errorMessage } = await this.ask('get', { type });
    // A later request has the newer value, and its answer may have come first.
    if (errorMessage !== undefined || this.turns.get(type) !== turn) return errorMessage;
    this.send(type, data, SENT_IF_CHANGED.includes(type) ? JSON.stringify(data) : undefined);
    return undefined;
  }

  /** @param unless not to those who know this value, as JSON */
  send(type, data, unless) {
    const windows = this.listeners.get(type) ?? new Map();
    for (const [window, known] of windows) {
      if (window.closed) windows.delete(window);
      else if (unless === undefined || known !== unless) this.sendTo(window, type, data);
    }
  }

  sendTo(window, type, data) {
    this.listeners.get(type).set(window, JSON.stringify(data));
    this.log.add('out', `listen ${type}`, data);
    window.postMessage({ method: 'listen', type, data }, this.origin);
  }

  async boardChanged({ boardId, events }) {
    if (boardId !== this.view.board) return;
    for (const event of events) this.send('events', event);
    await this.emit('itemIds');
  }

  settingsChanged({ place, settings }) {
    if (place !== this.place) return;
    this.state.showSettings(settings);
    this.send('settings', settings);
  }

  connectionLost() {
    this.connection.textContent =
      'The local platform does not answer, so the view does not receive changes. This page connects again by itself.';
  }

  async connectionRestored() {
    this.connection.textContent = '';
    await Promise.all([this.state.readSettings(), this.emit('itemIds', 'settings')]);
  }

  /** The browser does not report whether the frame shows the view or an error. */
  expectMessage() {
    if (this.hasSpoken) return;
    setTimeout(() => {
      if (this.hasSpoken) return;
      this.silence.textContent = `No message from the view yet. Does ${this.view.url} answer, and does it use monday-sdk-js?`;
    }, SILENCE_MS);
  }

  noteMessage() {
    this.hasSpoken = true;
    this.silence.textContent = '';
  }
}

function nameOf(method, { type, segment, method: part }) {
  const parts = method === 'storage' ? [segment === 'instance' && 'instance', part] : [type];
  return [method, ...parts].filter((each) => typeof each === 'string').join(' ');
}

const root = document.querySelector('.view-host');
if (root) new ViewHost(root).start(root);
