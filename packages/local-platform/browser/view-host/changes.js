import { BASE } from './platform.js';

const NAME = 'view-changes';
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 10_000;
/** How long a connection may take. */
const TIMEOUT_MS = 15_000;

/**
 * Calls `on.board` and `on.settings` with what changes. If the connection ends, such as when the platform restarts, it calls
 * `on.lost` and connects again, as often as needed. Each time it is connected, it calls `on.restored`, because changes may
 * have been missed before.
 *
 * A browser opens only six connections to one host, so one page holds the connection and passes the changes on to the
 * others. If it closes, the next page connects.
 */
export function watchChanges(on) {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data: [name, change] }) => on[name](change));
  const publish = (name, change) => {
    channel.postMessage([name, change]);
    on[name](change);
  };
  void navigator.locks.request(NAME, () => {
    connect(publish);
    // The lock ends with the page.
    return new Promise(() => undefined);
  });
}

function connect(publish, failures = 0) {
  let failed = failures;
  const source = new EventSource(`${BASE}/changes`);
  for (const name of ['board', 'settings']) {
    source.addEventListener(name, ({ data }) => publish(name, JSON.parse(data)));
  }
  source.addEventListener('open', () => {
    failed = 0;
    publish('restored');
  });
  const fail = () => {
    // The browser itself tries again after each of some failures only, and never after a reply with an error.
    source.close();
    publish('lost');
    setTimeout(() => connect(publish, failed + 1), pauseAfter(failed));
  };
  source.addEventListener('error', fail);
  AbortSignal.timeout(TIMEOUT_MS).addEventListener('abort', () => {
    if (source.readyState === EventSource.CONNECTING) fail();
  });
}

/** Grows with each failure up to a limit, and is random by half, so that browsers do not all call at the same moment. */
function pauseAfter(failures) {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** failures, MAX_PAUSE_MS);
  return longest * (0.5 + Math.random() / 2);
}
