import { type Clock } from '../../clock/index.js';
import { type RateLimits } from './rate-limits.js';

/** Of the smallest plan, until monday says what this account has (docs/monday-platform.md#rate-limits). */
const CONCURRENCY = 40;
/** What monday said is left holds for the minute in which it said so (docs/monday-platform.md#rate-limits). */
const KNOWN_FOR_MS = 60_000;

/** What is left of an account's minute, as far as monday said so in the last one. */
export interface BudgetLeft {
  readonly calls: number | undefined;
  readonly complexity: number | undefined;
}

/**
 * What one account may still ask of monday, as far as this instance knows: monday counts by account and app, so all
 * its users share it.
 */
export class AccountBudget {
  /** How many instances of the app call for the account, this one included. */
  instances = 1;
  private quota = CONCURRENCY;
  private callsLeft = Number.POSITIVE_INFINITY;
  private complexityLeft: number | undefined;
  private learnedAt = Number.NEGATIVE_INFINITY;
  private until = 0;

  constructor(private readonly clock: Clock) {}

  /** Milliseconds until calls make sense again; 0 for now. */
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

  /** How many calls may run at once. Near the end of the minute's calls fewer, so that few are refused. One always finds out. */
  get concurrency(): number {
    return Math.max(1, Math.min(Math.floor(this.quota / this.instances), this.callsLeft));
  }

  pauseUntil(time: number): void {
    this.until = Math.max(this.until, time);
  }

  /** From the headers of an answer. */
  learn({ concurrency, callsLeft, complexity }: RateLimits): void {
    this.quota = concurrency ?? this.quota;
    this.callsLeft = callsLeft ?? this.callsLeft;
    this.complexityLeft = complexity?.left ?? this.complexityLeft;
    this.learnedAt = this.clock.now();
    if (complexity?.left === 0) this.pauseUntil(this.clock.now() + complexity.resetSeconds * 1000);
  }
}
