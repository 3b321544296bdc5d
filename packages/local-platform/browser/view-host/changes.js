import { BASE } from './platform.js';

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 10_000;

/**
 * Calls `on.board` and `on.settings` with what changes. If the connection ends, such as when the platform restarts, it calls
 * `on.lost` and connects again, as often as needed; then it calls `on.restored`, because changes may have been missed.
 */
export function watchChanges({ url, kind, user, board }, on) {
  const address = `${BASE}/changes?${new URLSearchParams({ url, kind, user, board })}`;
  let failures = 0;
  const connect = () => {
    const source = new EventSource(address);
    source.addEventListener('board', ({ data }) => on.board(JSON.parse(data)));
    source.addEventListener('settings', ({ data }) => on.settings(JSON.parse(data)));
    source.addEventListener('open', () => {
      if (failures > 0) on.restored();
      failures = 0;
    });
    source.addEventListener('error', () => {
      // The browser itself tries again after each of some failures only, and never after a reply with an error.
      source.close();
      on.lost();
      setTimeout(connect, pauseAfter(failures));
      failures += 1;
    });
  };
  connect();
}

/** Grows with each failure up to a limit, and is random by half, so that pages do not all call at the same moment. */
function pauseAfter(failures) {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** failures, MAX_PAUSE_MS);
  return longest * (0.5 + Math.random() / 2);
}
