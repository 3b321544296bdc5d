import { MondayRateLimitError } from '../client/index.js';
import { type RateLimits } from './rate-limits.js';

/** Of the smallest plan, until monday says what this account has (docs/monday-platform.md#rate-limits). */
const CONCURRENCY = 40;
/** When to come back where only time can tell how long others keep their places. */
const RETRY_IN_SECONDS = 1;

/** What monday said is left holds for the minute in which it said so (docs/monday-platform.md#rate-limits). */
const KNOWN_FOR_MS = 60_000;

/** What is left of an account's minute, as far as monday said so in the last one. */
export interface BudgetLeft {
  readonly calls: number | undefined;
  readonly complexity: number | undefined;
}

interface Waiter {
  readonly admit: () => void;
}

/**
 * What one account may still ask of monday, as far as this instance knows: monday counts by account and app, so all
 * its users share it. Calls wait here for their turn, in their order, rather than be refused there.
 */
export class AccountBudget {
  /** How many instances of the app call for the account, this one included. */
  instances = 1;
  private quota = CONCURRENCY;
  private callsLeft = Number.POSITIVE_INFINITY;
  private complexityLeft: number | undefined;
  private learnedAt = Number.NEGATIVE_INFINITY;
  private running = 0;
  private until = 0;
  private readonly waiting = new Set<Waiter>();

  /** Milliseconds until calls make sense again; 0 for now. */
  get pauseLeft(): number {
    return Math.max(0, this.until - Date.now());
  }

  /** When the pause ends, in milliseconds since the epoch. */
  get pausedUntil(): number {
    return this.until;
  }

  /** Calls that wait for a place. */
  get waitingCalls(): number {
    return this.waiting.size;
  }

  get left(): BudgetLeft {
    if (Date.now() - this.learnedAt > KNOWN_FOR_MS) return { calls: undefined, complexity: undefined };
    const calls = Number.isFinite(this.callsLeft) ? this.callsLeft : undefined;
    return { calls, complexity: this.complexityLeft };
  }

  get isIdle(): boolean {
    return this.running === 0 && this.waiting.size === 0 && this.pauseLeft === 0;
  }

  pauseUntil(time: number): void {
    this.until = Math.max(this.until, time);
  }

  /** From the headers of an answer. */
  learn({ concurrency, callsLeft, complexity }: RateLimits): void {
    this.quota = concurrency ?? this.quota;
    this.callsLeft = callsLeft ?? this.callsLeft;
    this.complexityLeft = complexity?.left ?? this.complexityLeft;
    this.learnedAt = Date.now();
    if (complexity?.left === 0) this.pauseUntil(Date.now() + complexity.resetSeconds * 1000);
    this.admitNext();
  }

  /**
   * Waits for a place among the calls that run at once.
   * @returns what to call once the call is over
   * @throws MondayRateLimitError where there is none until the deadline, in milliseconds since the epoch
   */
  async enter(deadline: number, signal: AbortSignal | undefined): Promise<() => void> {
    if (this.running >= this.capacity) await this.place(deadline, signal);
    else this.running += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.running -= 1;
      this.admitNext();
    };
  }

  /** Near the end of the minute's calls fewer run at once, so that few are refused. One always finds out. */
  private get capacity(): number {
    return Math.max(1, Math.min(Math.floor(this.quota / this.instances), this.callsLeft));
  }

  private place(deadline: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting.delete(waiter);
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        leave();
        reject(signal?.reason as Error);
      };
      const onLate = (): void => {
        leave();
        reject(new MondayRateLimitError({ retryInSeconds: RETRY_IN_SECONDS }));
      };
      const timer = setTimeout(onLate, Math.max(0, deadline - Date.now()));
      const waiter: Waiter = {
        admit: () => {
          leave();
          resolve();
        },
      };
      this.waiting.add(waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted) onAbort();
    });
  }

  private admitNext(): void {
    for (const waiter of this.waiting) {
      if (this.running >= this.capacity) return;
      this.running += 1;
      waiter.admit();
    }
  }
}
