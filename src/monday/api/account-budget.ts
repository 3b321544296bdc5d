import { type Clock } from '../../clock/index.js';
import { type RateLimits } from './rate-limits.js';

/** The limits of the smallest plan, until monday reports those of the account (docs/monday-platform.md#rate-limits). */
const CONCURRENCY = 40;
/** The remaining budget that monday reports is valid for the current minute (docs/monday-platform.md#rate-limits). */
const KNOWN_FOR_MS = 60_000;

/** monday's limits that pause an account last a minute; a longer pause is an error of the reply. */
const MAX_PAUSE_MS = 5 * 60_000;

/** The remaining budget of an account's minute, if monday reported it within the last minute. */
export interface BudgetLeft {
  readonly calls: number | undefined;
  readonly complexity: number | undefined;
}

/**
 * The remaining budget of an account for calls to monday, as far as this instance knows. monday counts per account and
 * app, so all users of an account share it.
 */
export class AccountBudget {
  /** Number of instances that make calls for the account, including this one. */
  instances = 1;
  private quota = CONCURRENCY;
  private callsLeft = Number.POSITIVE_INFINITY;
  private complexityLeft: number | undefined;
  private learnedAt = Number.NEGATIVE_INFINITY;
  private until = 0;

  constructor(private readonly clock: Clock) {}

  /** Milliseconds until calls are allowed again; 0 if they are allowed now. */
  get pauseLeft(): number {
    return Math.max(0, this.until - this.clock.now());
  }

  /** When the pause ends, in milliseconds since the epoch. */
  get pausedUntil(): number {
    return this.until;
  }

  get left(): BudgetLeft {
    if (this.clock.now() - this.learnedAt > KNOWN_FOR_MS) return { calls: undefined, complexity: undefined };
    const calls = Number.isFinite(this.callsLeft) ? this.callsLeft : undefined;
    return { calls, complexity: this.complexityLeft };
  }

  /**
   * Maximum number of concurrent calls. It is lower if few calls are left in the minute, so that few are refused. It is
   * at least 1, so that the state of the limit becomes known.
   */
  get concurrency(): number {
    return Math.max(1, Math.min(Math.floor(this.quota / this.instances), this.callsLeft));
  }

  /** @param time milliseconds since the epoch; at most five minutes from now */
  pauseUntil(time: number): void {
    this.until = Math.max(this.until, Math.min(time, this.clock.now() + MAX_PAUSE_MS));
  }

  /** Updates the budget from the headers of a reply. */
  learn({ concurrency, callsLeft, complexity }: RateLimits): void {
    this.quota = concurrency ?? this.quota;
    this.callsLeft = callsLeft ?? this.callsLeft;
    this.complexityLeft = complexity?.left ?? this.complexityLeft;
    this.learnedAt = this.clock.now();
    if (complexity?.left === 0) this.pauseUntil(this.clock.now() + complexity.resetSeconds * 1000);
  }
}
