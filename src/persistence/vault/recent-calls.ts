/** A little more than a second: clocks differ. */
const WINDOW_MS = 1_050;

/** Remembers when the latest calls ended, so that no more than `perSecond` fall into any second. */
export class RecentCalls {
  private ends: number[] = [];

  constructor(private readonly perSecond: number) {}

  /** How long the next call has to wait. @param now milliseconds of a clock that never goes back */
  delayMs(now: number): number {
    const oldest = this.ends.length < this.perSecond ? undefined : this.ends[0];
    return oldest === undefined ? 0 : Math.max(0, oldest + WINDOW_MS - now);
  }

  /** Its end is what counts: a call arrives before it. */
  ended(now: number): void {
    if (this.perSecond !== Infinity) this.ends = [...this.ends, now].slice(-this.perSecond);
  }
}
