/** Every lifecycle event of the app (docs/monday-platform.md#app-lifecycle-events). */
export const LIFECYCLE_TYPES = [
  'install',
  'uninstall',
  'app_subscription_created',
  'app_subscription_changed',
  'app_subscription_renewed',
  'app_subscription_cancelled_by_user',
  'app_subscription_cancelled',
  'app_subscription_cancellation_revoked_by_user',
  'app_subscription_renewal_attempt_failed',
  'app_subscription_renewal_failed',
  'app_subscription_pricing_version_change_scheduled',
  'app_trial_subscription_started',
  'app_trial_subscription_ended',
] as const;

export type LifecycleType = (typeof LIFECYCLE_TYPES)[number];

/** The subscription of the account. */
export type LifecycleSubscription = {
  readonly plan_id?: string;
  /** ISO 8601. */
  readonly renewal_date?: string;
  readonly is_trial?: boolean;
  readonly billing_period?: string;
  readonly days_left?: number;
  readonly pricing_version?: number;
  readonly max_units?: number | null;
};

/**
 * `data` of a lifecycle event of the app, with monday's names (docs/monday-platform.md#app-lifecycle-events). Only the
 * account is always present. In subscription events, the user is the account's first admin. The data is confidential;
 * never log it.
 */
export type LifecycleData = {
  readonly account_id: number | string;
  readonly app_id?: number;
  readonly app_name?: string;
  readonly user_id?: number;
  readonly user_email?: string;
  readonly user_name?: string;
  readonly user_cluster?: string;
  readonly user_country?: string;
  /** `null` in a trial. */
  readonly account_tier?: string | null;
  /** `null` or 0 in a trial. */
  readonly account_max_users?: number | null;
  readonly account_name?: string;
  readonly account_slug?: string;
  readonly version_data?: {
    readonly major?: number;
    readonly minor?: number;
    readonly patch?: number;
    readonly type?: string;
    readonly number?: number;
  };
  /** ISO 8601. */
  readonly timestamp?: string;
  readonly subscription?: LifecycleSubscription;
};
