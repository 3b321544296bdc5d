import { type SubscriptionRow } from '../state/index.js';

/** What can happen to a subscription, with the event that monday sends (docs/monday-platform.md#app-lifecycle-events). */
export const SUBSCRIPTION_CHANGES = {
  subscribe: 'app_subscription_created',
  'start-trial': 'app_trial_subscription_started',
  'end-trial': 'app_trial_subscription_ended',
  renew: 'app_subscription_renewed',
  cancel: 'app_subscription_cancelled_by_user',
  'revoke-cancellation': 'app_subscription_cancellation_revoked_by_user',
  end: 'app_subscription_cancelled',
  'fail-renewal-attempt': 'app_subscription_renewal_attempt_failed',
  'fail-renewal': 'app_subscription_renewal_failed',
  'schedule-pricing': 'app_subscription_pricing_version_change_scheduled',
} as const;

export type SubscriptionChange = keyof typeof SUBSCRIPTION_CHANGES;

export const isSubscriptionChange = (name: string): name is SubscriptionChange =>
  Object.hasOwn(SUBSCRIPTION_CHANGES, name);

/** A subscription as its account chooses it. */
export interface PlanChoice {
  readonly planId: string;
  readonly billingPeriod: 'monthly' | 'yearly';
  readonly maxUnits?: number;
}

const DAY_MS = 86_400_000;
/** INFER: the life of a trial. */
const TRIAL_MS = 14 * DAY_MS;

export function chosenSubscription(
  accountId: number,
  { planId, billingPeriod, maxUnits }: PlanChoice,
  isTrial: boolean,
  now: number,
): SubscriptionRow {
  return {
    account_id: accountId,
    plan_id: planId,
    billing_period: isTrial ? null : billingPeriod,
    is_trial: isTrial ? 1 : 0,
    max_units: maxUnits ?? null,
    pricing_version: 1,
    renewal_date: now + (isTrial ? TRIAL_MS : periodOf(billingPeriod)),
    is_cancelled: 0,
  };
}

/** The subscription after a change; `undefined` if it has ended. Some events change nothing. */
export function changedSubscription(
  change: SubscriptionChange,
  row: SubscriptionRow,
): SubscriptionRow | undefined {
  switch (change) {
    case 'renew':
      return { ...row, is_cancelled: 0, renewal_date: row.renewal_date + periodOf(row.billing_period) };
    case 'cancel':
      return { ...row, is_cancelled: 1 };
    case 'revoke-cancellation':
      return { ...row, is_cancelled: 0 };
    case 'end':
    case 'end-trial':
    case 'fail-renewal':
      return undefined;
    case 'subscribe':
    case 'start-trial':
    case 'fail-renewal-attempt':
    case 'schedule-pricing':
      return row;
  }
}

/** Why a change is not possible; `undefined` if it is. */
export function obstacleTo(change: SubscriptionChange, row: SubscriptionRow | undefined): string | undefined {
  if (change === 'subscribe') return undefined;
  if (change === 'start-trial') return row && 'The account has a subscription already.';
  if (!row) return 'The account has no subscription.';
  const isTrial = row.is_trial === 1;
  if (change === 'end-trial') return isTrial ? undefined : 'The subscription of the account is no trial.';
  if (isTrial) return 'The subscription of the account is a trial.';
  const isCancelled = row.is_cancelled === 1;
  if (change === 'cancel' && isCancelled) return 'The subscription is cancelled already.';
  if (change === 'revoke-cancellation' && !isCancelled) return 'The subscription is not cancelled.';
  return undefined;
}

const periodOf = (billingPeriod: string | null): number => (billingPeriod === 'yearly' ? 365 : 30) * DAY_MS;
