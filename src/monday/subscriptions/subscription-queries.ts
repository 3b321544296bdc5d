export const SUBSCRIPTION =
  '{ app_subscription { plan_id is_trial renewal_date billing_period days_left max_units pricing_version } }';

export const OPERATIONS =
  'query ($kind: String) { app_subscription_operations(kind: $kind) { counter_value period_key } }';

export const INCREASE_OPERATIONS =
  'mutation ($kind: String, $by: Int) { increase_app_subscription_operations(kind: $kind, increment_by: $by) { counter_value period_key } }';

export const MOCK = `mutation ($appId: ID!, $secret: String!, $planId: String, $isTrial: Boolean, $renewalDate: Date,
    $billingPeriod: String, $maxUnits: Int, $pricingVersion: Int) {
  set_mock_app_subscription(app_id: $appId, partial_signing_secret: $secret, plan_id: $planId, is_trial: $isTrial,
    renewal_date: $renewalDate, billing_period: $billingPeriod, max_units: $maxUnits,
    pricing_version: $pricingVersion) { plan_id }
}`;

export const REMOVE_MOCK =
  'mutation ($appId: ID!, $secret: String!) { remove_mock_app_subscription(app_id: $appId, partial_signing_secret: $secret) { plan_id } }';
