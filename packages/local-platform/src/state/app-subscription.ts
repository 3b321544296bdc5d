import { type PlatformDatabase } from '../database/index.js';

/** A row of `app_subscriptions` or `real_subscriptions`: the subscription of an account to the app. */
export interface SubscriptionRow {
  readonly account_id: number;
  readonly plan_id: string;
  readonly billing_period: string | null;
  readonly is_trial: number;
  readonly max_units: number | null;
  readonly pricing_version: number | null;
  readonly renewal_date: number;
  /** Only of a mock. */
  readonly mocked_at?: number;
  /** Whether it ends when the renewal is due; not of a mock. */
  readonly is_cancelled?: number;
}

const DAY_MS = 86_400_000;

/**
 * The subscription of the account, if it has one: a mock, which ends after 24 hours, or the real one
 * (docs/monday-platform.md#monetization).
 * @param now milliseconds since the epoch
 */
export function findSubscription(
  database: PlatformDatabase,
  accountId: number,
  now: number,
): SubscriptionRow | undefined {
  const mock = database.get<SubscriptionRow>(
    'SELECT * FROM app_subscriptions WHERE account_id = ? AND mocked_at > ?',
    accountId,
    now - DAY_MS,
  );
  const real = mock ?? findRealSubscription(database, accountId);
  return real && (mock !== undefined || real.renewal_date > now) ? real : undefined;
}

/** What the account subscribed to, also if its renewal is due. */
export function findRealSubscription(
  database: PlatformDatabase,
  accountId: number,
): SubscriptionRow | undefined {
  return database.get<SubscriptionRow>('SELECT * FROM real_subscriptions WHERE account_id = ?', accountId);
}

/** The subscriptions of all accounts by their ids, also those whose renewal is due. */
export function listSubscriptions(database: PlatformDatabase, now: number): SubscriptionRow[] {
  const accounts = database.all<{ id: number }>('SELECT id FROM accounts ORDER BY id');
  return accounts.flatMap(
    ({ id }) => findSubscription(database, id, now) ?? findRealSubscription(database, id) ?? [],
  );
}

export function daysLeft({ renewal_date }: SubscriptionRow, now: number): number {
  return Math.max(0, Math.ceil((renewal_date - now) / DAY_MS));
}

/** The claim `subscription` of monday's tokens (docs/monday-platform.md#monetization). */
export function subscriptionClaim(row: SubscriptionRow, now: number): object {
  return {
    plan_id: row.plan_id,
    is_trial: row.is_trial === 1,
    renewal_date: new Date(row.renewal_date).toISOString(),
    pricing_version: row.pricing_version,
    billing_period: row.billing_period,
    days_left: daysLeft(row, now),
  };
}
