import { isoTime, mutation, properties, query, type Area } from '../../resolvers/index.js';
import { daysLeft, type SubscriptionRow } from '../../../state/index.js';
import { usersOf } from '../../store/index.js';
import {
  countOperations,
  extendTrials,
  increaseOperations,
  listSubscriptions,
  removeMockSubscription,
  setMockSubscription,
  statusOf,
  subscriptionOf,
} from './app-subscriptions.js';

/** Subscriptions of accounts to the app. They are created with monday's mutations for mocks. */
export const subscriptionsArea: Area = {
  name: 'subscriptions',
  withoutEffect: {
    'Query.app_subscriptions(app_id:)': 'The platform has one app.',
    'Mutation.set_mock_app_subscription(app_id:)': 'The platform has one app.',
    'Mutation.remove_mock_app_subscription(app_id:)': 'The platform has one app.',
    'Mutation.batch_extend_trial_period(app_id:)': 'The platform has one app.',
  },
  resolvers: {
    Query: {
      app_subscription: query<object>(undefined, (_args, context) => {
        const subscription = subscriptionOf(context);
        return subscription ? [subscription] : [];
      }),
      app_subscriptions: query(undefined, listSubscriptions),
      app_subscription_operations: query(undefined, countOperations),
      apps_monetization_status: query(undefined, () => ({ is_supported: true })),
      apps_monetization_info: query<object>(undefined, (_args, context) => ({
        seats_count: usersOf(context).filter(({ kind }) => kind === 'admin' || kind === 'member').length,
      })),
    },
    Mutation: {
      set_mock_app_subscription: mutation('account:read', setMockSubscription),
      remove_mock_app_subscription: mutation('account:read', removeMockSubscription),
      increase_app_subscription_operations: mutation('account:read', increaseOperations),
      batch_extend_trial_period: mutation('account:read', extendTrials),
    },
    AppSubscription: {
      ...properties('plan_id', 'billing_period', 'max_units', 'pricing_version'),
      is_trial: ({ is_trial }: SubscriptionRow) => is_trial === 1,
      renewal_date: ({ renewal_date }: SubscriptionRow) => isoTime(renewal_date),
      days_left: (subscription: SubscriptionRow, _args: object, context) =>
        daysLeft(subscription, context.now()),
    },
    AppSubscriptions: properties('subscriptions', 'total_count', 'cursor'),
    AppSubscriptionDetails: {
      ...properties('account_id', 'plan_id', 'max_units'),
      pricing_version_id: ({ pricing_version }: SubscriptionRow) => pricing_version ?? 1,
      // A mock subscription has no price.
      monthly_price: () => 0,
      currency: () => 'USD',
      discounts: () => [],
      period_type: ({ billing_period }: SubscriptionRow) => billing_period ?? 'monthly',
      renewal_date: ({ renewal_date }: SubscriptionRow) => isoTime(renewal_date),
      end_date: () => null,
      status: (subscription: SubscriptionRow, _args: object, context) =>
        statusOf(subscription, context.now()),
      days_left: (subscription: SubscriptionRow, _args: object, context) =>
        daysLeft(subscription, context.now()),
    },
    AppSubscriptionOperationsCounter: properties('kind', 'period_key', 'counter_value', 'app_subscription'),
    AppMonetizationStatus: properties('is_supported'),
    AppsMonetizationInfo: properties('seats_count'),
    BatchExtendTrialPeriod: properties('success', 'reason', 'details'),
    ExtendTrialPeriod: properties('account_slug', 'success', 'reason'),
  },
};
