import { Injectable } from '@nestjs/common';
import { spreadDelay } from 'monday-persistence/backoff';
import { BoundedMap } from 'monday-persistence/bounded';
import { Clock } from '../../clock/index.js';
import { ConcurrencyLimiter, RateLimitExceededError } from '../../rate-limiter/index.js';
import { MondayRateLimitError } from '../client/index.js';
import { AccountBudget, type BudgetLeft } from './account-budget.js';
import { readRateLimits } from './rate-limits.js';
import { SharedBudgets } from './shared-budgets.js';

const MAX_ACCOUNTS = 10_000;
/** Waiting calls start within so many milliseconds after the end of a pause. */
const MAX_SPREAD_MS = 2_000;

/** The state of a budget for operators, without the account. */
export interface BudgetState {
  readonly left: BudgetLeft;
  /** Milliseconds. */
  readonly pauseLeft: number;
  /** Number of waiting calls. */
  readonly waitingCalls: number;
}

/** The budgets of the accounts that call monday. Calls wait here in order, instead of being refused by monday. */
@Injectable()
export class AccountBudgetRegistry {
  /** Ordered by the time of the last use. Budgets in use are kept. */
  private readonly budgets: BoundedMap<string, AccountBudget>;
  private readonly limiter: ConcurrencyLimiter;

  constructor(
    private readonly shared: SharedBudgets,
    private readonly clock: Clock,
  ) {
    const perKey = (accountId: string): number => this.of(accountId).concurrency;
    const waiting = { maxWaiting: Infinity, maxWaitMs: Infinity };
    this.limiter = new ConcurrencyLimiter({ perKey, ...waiting }, clock);
    this.budgets = new BoundedMap({
      capacity: MAX_ACCOUNTS,
      mayEvict: (accountId, { pauseLeft }) => pauseLeft === 0 && this.limiter.isIdle(accountId),
    });
  }

  /**
   * Waits until a call for the account is allowed: a pause requested by monday has ended, and a slot is free. {@link
   * release} frees the slot.
   * @param deadline in milliseconds since the epoch
   * @throws MondayRateLimitError if no slot is free before the deadline; immediately if the pause is longer
   */
  async acquire(accountId: string, deadline: number, signal?: AbortSignal): Promise<void> {
    const budget = this.touch(accountId);
    await this.shared.sync(accountId, budget);
    for (;;) {
      await this.acquirePlace(accountId, deadline, signal);
      const { pauseLeft } = budget;
      if (pauseLeft === 0) return;
      this.release(accountId);
      if (this.clock.now() + pauseLeft >= deadline) {
        throw new MondayRateLimitError({ retryInSeconds: pauseLeft / 1000 });
      }
      await this.clock.sleep(spreadDelay(pauseLeft, MAX_SPREAD_MS), signal);
    }
  }

  release(accountId: string): void {
    this.limiter.release(accountId);
  }

  /** Updates the budget from the headers of a reply to the account. */
  learn(accountId: string, headers: Headers): void {
    this.of(accountId).learn(readRateLimits(headers));
    this.limiter.refresh(accountId);
  }

  /** Pauses calls for the time that monday requested, in all instances. */
  async pause(accountId: string, milliseconds: number): Promise<void> {
    const budget = this.of(accountId);
    budget.pauseUntil(this.clock.now() + milliseconds);
    await this.shared.announce(accountId, budget);
  }

  /** The budgets that this instance knows of. */
  all(): BudgetState[] {
    return Array.from(this.budgets.entries(), ([accountId, { left, pauseLeft }]) => ({
      left,
      pauseLeft,
      waitingCalls: this.limiter.waitingOf(accountId),
    }));
  }

  private async acquirePlace(accountId: string, deadline: number, signal?: AbortSignal): Promise<void> {
    try {
      const maxWaitMs = Math.max(0, deadline - this.clock.now());
      await this.limiter.acquire(accountId, { maxWaitMs, signal });
    } catch (error) {
      if (!(error instanceof RateLimitExceededError)) throw error;
      throw new MondayRateLimitError({ retryInSeconds: error.retryAfterSeconds });
    }
  }

  private of(accountId: string): AccountBudget {
    return this.budgets.get(accountId) ?? this.touch(accountId);
  }

  /** Marks it as the most recently used. */
  private touch(accountId: string): AccountBudget {
    const budget = this.budgets.get(accountId) ?? new AccountBudget(this.clock);
    this.budgets.set(accountId, budget);
    return budget;
  }
}
