const WINDOW_MS = 1_000;
/** Callers remembered before those that have been quiet are forgotten. */
const MAX_CALLERS = 1_000;

/** At most `perSecond` calls of one caller within any second. */
export class RateLimiter {
  private readonly calls = new Map<string, number[]>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts the call, unless it is one too many. */
  allows(caller: string): boolean {
    const now = this.now();
    const recent = (this.calls.get(caller) ?? []).filter((at) => at > now - WINDOW_MS);
    this.calls.delete(caller);
    this.calls.set(caller, recent);
    this.forgetOldest();
    if (recent.length >= this.perSecond) return false;
    recent.push(now);
    return true;
  }

  private forgetOldest(): void {
    if (this.calls.size <= MAX_CALLERS) return;
    const [oldest] = this.calls.keys();
    if (oldest !== undefined) this.calls.delete(oldest);
  }
}
