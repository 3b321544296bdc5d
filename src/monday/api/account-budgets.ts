import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { MondayRateLimitError } from '../client/index.js';
import { AccountBudget } from './account-budget.js';
import { readRateLimits } from './rate-limits.js';
import { SharedBudgets } from './shared-budgets.js';

const MAX_ACCOUNTS = 10_000;

/** The budgets of the accounts that call monday. */
@Injectable()
export class AccountBudgets {
  private readonly budgets = new Map<string, AccountBudget>();

  constructor(private readonly shared: SharedBudgets) {}

  /**
   * Waits until a call for the account makes sense: a pause that monday asked for is over, and there is a place.
   * @param deadline in milliseconds since the epoch
   * @returns what to call once the call is over
   * @throws MondayRateLimitError at once where the pause is longer than the deadline is away
   */
  async enter(accountId: string, deadline: number, signal?: AbortSignal): Promise<() => void> {
    const budget = this.of(accountId);
    await this.shared.sync(accountId, budget);
    for (;;) {
      const leave = await budget.enter(deadline, signal);
      const { pauseLeft } = budget;
      if (pauseLeft === 0) return leave;
      leave();
      if (Date.now() + pauseLeft >= deadline) {
        throw new MondayRateLimitError({ retryInSeconds: pauseLeft / 1000 });
      }
      await wait(spread(pauseLeft), undefined, { signal });
    }
  }

  /** From the headers of an answer to the account. */
  learn(accountId: string, headers: Headers): void {
    this.of(accountId).learn(readRateLimits(headers));
  }

  /** monday wants no calls for so long; all instances hear of it. */
  async pause(accountId: string, milliseconds: number): Promise<void> {
    const budget = this.of(accountId);
    budget.pauseUntil(Date.now() + milliseconds);
    await this.shared.announce(accountId, budget);
  }

  /** The budgets that this instance knows of; whose they are is nobody's business. */
  all(): Iterable<AccountBudget> {
    return this.budgets.values();
  }

  private of(accountId: string): AccountBudget {
    const budget = this.budgets.get(accountId) ?? new AccountBudget();
    this.budgets.delete(accountId);
    this.budgets.set(accountId, budget);
    if (this.budgets.size > MAX_ACCOUNTS) this.dropIdle();
    return budget;
  }

  /** The longest unused first; one that is in use stays. */
  private dropIdle(): void {
    for (const [accountId, budget] of this.budgets) {
      if (!budget.isIdle) continue;
      this.budgets.delete(accountId);
      this.shared.forget(accountId);
      return;
    }
  }
}

/** Those who wait for the same end do not all start at it; a little more than a tenth is never lost. */
function spread(milliseconds: number): number {
  return milliseconds + Math.random() * Math.min(2_000, milliseconds / 10);
}
