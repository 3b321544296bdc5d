import { type Clock } from '../clock/index.js';

/** Unlike those of `SystemClock`, these timers keep the process alive, because a caller waits for the result. */
const TIMERS: Pick<Clock, 'after'> = {
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * Waits for `work`, but no longer than `milliseconds`. The work itself is not cancelled; if it fails later, that failure
 * is ignored.
 * @param onTimeout returns the result in place of the work's, or throws
 * @throws whatever `work` or `onTimeout` throws
 */
export async function withDeadline<T, L>(
  work: Promise<T>,
  milliseconds: number,
  onTimeout: () => L,
  clock: Pick<Clock, 'after'> = TIMERS,
): Promise<T | L> {
  let cancel = (): void => undefined;
  const timeout = new Promise<void>((resolve) => {
    cancel = clock.after(milliseconds, resolve);
  });
  try {
    return await Promise.race([work, timeout.then(onTimeout)]);
  } finally {
    cancel();
  }
}
