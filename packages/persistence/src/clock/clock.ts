import { setTimeout as sleep } from 'node:timers/promises';

/** The time source, which tests can replace. */
export abstract class Clock {
  /** Milliseconds since the epoch. The value decreases if the machine's clock is set back. */
  abstract now(): number;

  /** Milliseconds of a monotonic clock; only differences are meaningful. */
  abstract monotonic(): number;

  /** Runs `work` once after the given number of milliseconds. Call the result to cancel it. */
  abstract after(milliseconds: number, work: () => void): () => void;

  /** Resolves after the given number of milliseconds. Rejects if the signal is aborted before. */
  abstract sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** About 25 days. A longer timer of Node ends at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. Timers of `after` do not keep the process alive; a `sleep` does. */
export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }

  override monotonic(): number {
    return performance.now();
  }

  override after(milliseconds: number, work: () => void): () => void {
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      timer =
        left > LONGEST_TIMER_MS
          ? setTimeout(() => wait(left - LONGEST_TIMER_MS), LONGEST_TIMER_MS)
          : setTimeout(work, left);
      timer.unref();
    };
    wait(milliseconds);
    return () => clearTimeout(timer);
  }

  override sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return sleep(milliseconds, undefined, { signal });
  }
}

/** For code outside an app with its own clock, and for code that must use the machine's time. */
export const SYSTEM_CLOCK: Clock = new SystemClock();
