import { type Clock } from '../clock/index.js';
import { RateLimitExceededError } from './rate-limit-exceeded.errors.js';
import { RateLimiter } from './rate-limiter.js';

const SECOND_MS = 1_000;
/** Milliseconds since the epoch are exact to less than that. */
const ROUNDING_MS = 0.01;

/**
 * Each key takes a limited number of permits in a second; what was not used in the last second is there as a reserve (the
 * generic cell rate algorithm). Nobody waits, and nothing has to be released.
 */
export class TokenBucketLimiter extends RateLimiter {
  /** When the rate of a key is used up to, the key that was used least recently first. */
  private readonly usedUntil = new Map<string, number>();

  /** @param perSecond permits that one key may take in a second; 0 for no limit */
  constructor(
    private readonly perSecond: number,
    private readonly clock: Clock,
  ) {
    super();
  }

  override acquire(key: string): undefined {
    if (this.perSecond === 0) return;
    const now = this.clock.now();
    this.forgetUnused(now);
    // A clock that was set back costs a key no more than its second.
    const used = Math.min(Math.max(this.usedUntil.get(key) ?? 0, now), now + SECOND_MS);
    const next = used + SECOND_MS / this.perSecond;
    const missingMs = next - now - SECOND_MS;
    const isGranted = missingMs < ROUNDING_MS;
    this.usedUntil.delete(key);
    this.usedUntil.set(key, isGranted ? next : used);
    if (!isGranted) throw new RateLimitExceededError('rate', Math.ceil(missingMs / SECOND_MS));
  }

  override release(): void {}

  private forgetUnused(now: number): void {
    for (const [key, until] of this.usedUntil) {
      if (until > now) return;
      this.usedUntil.delete(key);
    }
  }
}
