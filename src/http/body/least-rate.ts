import { type Clock } from '../../clock/index.js';

/** Large bodies and replies must go on at 16 kB a second, looked at every five seconds. */
const WINDOW_MS = 5_000;
const LEAST_BYTES = 5 * 16 * 1024;

/**
 * Watches a transfer that holds memory.
 * @param transferred the bytes so far
 * @param giveUp called once, as soon as it was slower than the least rate for five seconds
 * @returns ends the watch
 */
export function watchRate(clock: Clock, transferred: () => number, giveUp: () => void): () => void {
  let before = transferred();
  const check = (): void => {
    const now = transferred();
    if (now - before < LEAST_BYTES) return giveUp();
    before = now;
    cancel = clock.after(WINDOW_MS, check);
  };
  let cancel = clock.after(WINDOW_MS, check);
  return () => cancel();
}
