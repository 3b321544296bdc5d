/** Time, so that a test can stand at any moment. */
export abstract class Clock {
  /** Milliseconds since the epoch. */
  abstract now(): number;

  /** Runs `work` once after so many milliseconds. Calling the result cancels it. */
  abstract after(milliseconds: number, work: () => void): () => void;
}

/** The machine's own time. Its timers do not keep the process alive. */
export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }

  override after(milliseconds: number, work: () => void): () => void {
    const timer = setTimeout(work, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  }
}
