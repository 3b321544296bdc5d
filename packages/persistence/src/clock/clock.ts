import { setTimeout as sleep } from 'node:timers/promises';

/** Time, so that a test can stand at any moment. */
export abstract class Clock {
  /** Milliseconds since the epoch. They go back when the machine's time is set back. */
  abstract now(): number;

  /** Milliseconds that never go back; only their differences mean something. */
  abstract monotonic(): number;

  /** Runs `work` once after so many milliseconds. Calling the result cancels it. */
  abstract after(milliseconds: number, work: () => void): () => void;

  /** Resolves after so many milliseconds. Rejects if the signal is aborted before. */
  abstract sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own time. Timers of `after` do not keep the process alive; a `sleep` does. */
export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }

  override monotonic(): number {
    return performance.now();
  }

  override after(milliseconds: number, work: () => void): () => void {
    const timer = setTimeout(work, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  }

  override sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return sleep(milliseconds, undefined, { signal });
  }
}

/** For code that is no part of an app with a clock of its own, and for what shares its time with the machine. */
export const SYSTEM_CLOCK: Clock = new SystemClock();
