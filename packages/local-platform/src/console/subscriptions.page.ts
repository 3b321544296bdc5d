import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { PlatformDatabase } from '../database/index.js';
import { obstacleTo, type SubscriptionChange } from '../monetization/index.js';
import { html, page, type Html } from '../pages/index.js';
import {
  daysLeft,
  findRealSubscription,
  findSubscription,
  SandboxSettings,
  SandboxState,
  type Account,
  type SubscriptionRow,
} from '../state/index.js';
import { postButton } from './parts.js';

/** The buttons, with what they do. */
const BUTTONS: readonly (readonly [SubscriptionChange, string])[] = [
  ['end-trial', 'End the trial'],
  ['renew', 'Renew'],
  ['cancel', 'Cancel'],
  ['revoke-cancellation', 'Keep it after all'],
  ['fail-renewal-attempt', 'Fail an attempt to renew'],
  ['fail-renewal', 'Fail the renewal'],
  ['schedule-pricing', 'Schedule new prices'],
  ['end', 'End now'],
];

/** What the account of a change reads about it. */
export interface ChangeNotice {
  readonly accountId: string;
  readonly text: string;
  readonly isProblem: boolean;
}

/** The page with the plan of each account. */
@Injectable()
export class SubscriptionsPage {
  constructor(
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
    private readonly database: PlatformDatabase,
    private readonly clock: Clock,
  ) {}

  render(notice?: ChangeNotice): string {
    const body = html`<div class="intro">
        <h1>Plans</h1>
        <p>
          The subscriptions of accounts to the app. Each change sends monday’s event to the app, and the
          tokens of its blocks and views name the plan.
        </p>
      </div>
      ${this.state.accounts().map((account) => this.account(account, notice))}`;
    return page({ title: 'Plans', body, section: '/subscriptions' });
  }

  private account(account: Account, notice: ChangeNotice | undefined): Html {
    const now = this.clock.now();
    const current = findSubscription(this.database, Number(account.id), now);
    const real = findRealSubscription(this.database, Number(account.id));
    const heading = `plan-${account.id}`;
    return html`<section class="card" aria-labelledby="${heading}">
      <header>
        <h2 id="${heading}">${account.name}</h2>
        <span class="muted small mono">${account.id}</span>
      </header>
      ${notice?.accountId === account.id && noticeOf(notice)}
      ${current ? facts(current, now) : html`<p class="note">This account has no subscription.</p>`}
      ${real && html`<div class="inline">${BUTTONS.map((button) => action(account, real, button))}</div>`}
      ${this.form(account, real)}
    </section>`;
  }

  private form(account: Account, real: SubscriptionRow | undefined): Html {
    const { plans } = this.settings.declaration;
    const plan =
      plans.length > 0
        ? html`<select name="planId">
            ${plans.map((id) => html`<option ${id === real?.plan_id && html`selected`}>${id}</option>`)}
          </select>`
        : html`<input name="planId" required pattern="[\\w.\\-]{1,100}" placeholder="pro" />`;
    return html`<form class="form" method="post" action="/subscriptions/${account.id}">
      <label>Plan ${plan}</label>
      <label
        >Billing
        <select name="billingPeriod">
          <option>monthly</option>
          <option>yearly</option>
        </select></label
      >
      <label>Seats or units <input name="maxUnits" type="number" min="1" max="1000000" /></label>
      <div class="row-actions">
        <button class="button primary" name="change" value="subscribe">
          ${real ? 'Change the plan' : 'Subscribe'}
        </button>
        ${!real && html`<button class="button" name="change" value="start-trial">Start a trial</button>`}
      </div>
    </form>`;
  }
}

const noticeOf = ({ text, isProblem }: ChangeNotice): Html =>
  html`<p class="note ${isProblem && 'bad'}" role="${isProblem ? 'alert' : 'status'}">${text}</p>`;

function facts(row: SubscriptionRow, now: number): Html {
  const kind = row.mocked_at !== undefined ? 'mock' : row.is_trial === 1 ? 'trial' : 'paid';
  const rows: readonly (readonly [string, string])[] = [
    ['Plan', row.plan_id],
    ['Kind', kind],
    ['Billing', row.billing_period ?? '-'],
    ['Seats or units', row.max_units === null ? '-' : String(row.max_units)],
    [row.is_cancelled === 1 ? 'Ends' : 'Renewal', new Date(row.renewal_date).toISOString().slice(0, 10)],
    ['Days left', String(daysLeft(row, now))],
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

const action = (
  account: Account,
  row: SubscriptionRow,
  [change, label]: readonly [SubscriptionChange, string],
): Html | false =>
  obstacleTo(change, row) === undefined &&
  postButton(`/subscriptions/${account.id}`, 'change', change, label, account.name);
