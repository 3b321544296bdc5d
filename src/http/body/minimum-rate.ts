import { type Clock } from '../../clock/index.js';

/** Large bodies and replies must transfer at least 16 kB per second, checked every five seconds. */
const WINDOW_MS = 5_000;
const MINIMUM_BYTES = 5 * 16 * 1024;

/**
 * Monitors a transfer that holds memory.
 * @param transferred number of bytes so far
 * @param giveUp called once if the transfer was below the minimum rate for five seconds
 * @returns a function that stops the monitoring
 */
export function enforceMinimumRate(clock: Clock, transferred: () => number, giveUp: () => void): () => void {
  let before = transferred();
  const check = (): void => {
    const now = transferred();
    if (now - before < MINIMUM_BYTES) return giveUp();
    before = now;
    cancel = clock.after(WINDOW_MS, check);
  };
  let cancel = clock.after(WINDOW_MS, check);
  return () => cancel();
}
