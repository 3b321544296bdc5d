import { type Clock } from '../clock/index.js';
import { RateLimitExceededError } from './rate-limit-exceeded.errors.js';
import { RateLimiter } from './rate-limiter.js';

const SECOND_MS = 1_000;
/** Milliseconds since the epoch are exact to less than that. */
const ROUNDING_MS = 0.01;

/**
 * Limits the permits of each key per second, with the unused permits of the last second as a reserve (generic cell rate
 * algorithm). Callers never wait, and permits are not released.
 */
export class TokenBucketLimiter extends RateLimiter {
  /** When the rate of a key is used up to, the key that was used least recently first. */
  private readonly usedUntil = new Map<string, number>();

  /** @param perSecond maximum permits of one key per second; 0 for no limit */
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
    // A clock that was set back blocks a key for at most one second.
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
