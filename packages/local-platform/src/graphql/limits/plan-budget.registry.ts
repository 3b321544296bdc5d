import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { SandboxSettings, type Account } from '../../state/index.js';
import { AddressLimit } from './address-limit.js';
import { PlanBudget } from './plan-budget.js';

/** The budgets of all accounts, in memory. */
@Injectable()
export class PlanBudgetRegistry {
  private readonly budgets = new Map<string, PlanBudget>();

  private addresses: AddressLimit;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly clock: Clock,
  ) {
    this.addresses = new AddressLimit(clock);
  }

  /** Counts a request of a client. @throws GraphQLProblem `IP_RATE_LIMIT_EXCEEDED` */
  countAddress(address: string): void {
    if (this.settings.limits) this.addresses.count(address);
  }

  /** `undefined` if the platform runs without limits. */
  of(account: Account): PlanBudget | undefined {
    if (!this.settings.limits) return undefined;
    const known = this.budgets.get(account.id);
    if (known) return known;
    const budget = new PlanBudget(account.tier, this.clock);
    this.budgets.set(account.id, budget);
    return budget;
  }

  reset(): void {
    this.budgets.clear();
    this.addresses = new AddressLimit(this.clock);
  }
}
