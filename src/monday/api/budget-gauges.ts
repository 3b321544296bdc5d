import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics, type Gauge, type GaugeSource, type Sample } from '../../telemetry/index.js';
import { AccountBudgetRegistry } from './account-budget.registry.js';

const GAUGES: readonly Gauge[] = [
  { name: 'monday_budget_accounts', help: 'Accounts whose budget this instance knows.' },
  { name: 'monday_budget_paused_accounts', help: 'Accounts for which monday wants no calls for a while.' },
  { name: 'monday_budget_waiting_accounts', help: 'Accounts with calls that wait for a place.' },
  { name: 'monday_budget_waiting_calls', help: 'Calls that wait for a place.' },
  {
    name: 'monday_budget_lowest_calls_left',
    help: 'Calls left in this minute, of the account with the fewest.',
  },
  { name: 'monday_budget_lowest_complexity_left', help: 'Complexity left, of the account with the least.' },
];

/** Metrics of the remaining budgets over all accounts. There are none per account, since there may be thousands. */
@Injectable()
export class BudgetGauges implements GaugeSource, OnModuleInit {
  readonly name = 'budgets';
  readonly gauges = GAUGES;

  constructor(
    private readonly budgets: AccountBudgetRegistry,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.gauges(this);
  }

  /** If monday reported nothing in the last minute, the remaining budget is unknown. */
  read(): Sample[] {
    const all = this.budgets.all();
    const left = all.map((budget) => budget.left);
    const values: Readonly<Record<string, number | undefined>> = {
      monday_budget_accounts: all.length,
      monday_budget_paused_accounts: all.filter(({ pauseLeft }) => pauseLeft > 0).length,
      monday_budget_waiting_accounts: all.filter(({ waitingCalls }) => waitingCalls > 0).length,
      monday_budget_waiting_calls: all.reduce((sum, { waitingCalls }) => sum + waitingCalls, 0),
      monday_budget_lowest_calls_left: lowest(left.map(({ calls }) => calls)),
      monday_budget_lowest_complexity_left: lowest(left.map(({ complexity }) => complexity)),
    };
    return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  }
}

function lowest(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce(
    (least, value) => (value === undefined ? least : Math.min(value, least ?? value)),
    undefined,
  );
}
