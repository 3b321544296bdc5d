import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import {
  findSubscription,
  listSubscriptions as allSubscriptions,
  type SubscriptionRow,
} from '../../../state/index.js';

const DAY_MS = 86_400_000;
/** monday requires the last characters of the signing secret, so that only the app's developers can create mocks. */
const PARTIAL_SECRET_LENGTH = 10;
/** docs/monday-platform.md#monetization */
const KIND = /^[\w-]{1,14}$/;

/** The subscription of the account, if it has one. */
export function subscriptionOf(context: GraphQLContext): SubscriptionRow | undefined {
  return findSubscription(context.database, context.accountId, context.now());
}

interface MockArgs {
  readonly partial_signing_secret: string;
  readonly plan_id?: string | null;
  readonly billing_period?: string | null;
  readonly is_trial?: boolean | null;
  readonly max_units?: number | null;
  readonly pricing_version?: number | null;
  readonly renewal_date?: string | null;
}

/** `Mutation.set_mock_app_subscription`. INFER: the defaults are those of a monthly plan paid today. */
export function setMockSubscription(args: MockArgs, context: GraphQLContext): SubscriptionRow {
  requireSecret(args, context);
  const renewal = args.renewal_date ? Date.parse(args.renewal_date) : context.now() + 30 * DAY_MS;
  if (Number.isNaN(renewal)) throw new GraphQLProblem('InvalidArgumentException', 'renewal_date is no date.');
  if (renewal <= context.now()) {
    throw new GraphQLProblem('InvalidArgumentException', 'renewal_date must be in the future.');
  }
  context.database.run('DELETE FROM app_subscriptions WHERE account_id = ?', context.accountId);
  context.database.insert('app_subscriptions', {
    account_id: context.accountId,
    plan_id: args.plan_id ?? 'mock_plan',
    billing_period: args.billing_period ?? 'monthly',
    is_trial: args.is_trial ? 1 : 0,
    max_units: args.max_units ?? null,
    pricing_version: args.pricing_version ?? 1,
    renewal_date: renewal,
    mocked_at: context.now(),
  });
  return requireSubscription(context);
}

/** `Mutation.remove_mock_app_subscription` */
export function removeMockSubscription(args: MockArgs, context: GraphQLContext): SubscriptionRow {
  requireSecret(args, context);
  const subscription = requireSubscription(context);
  if (subscription.mocked_at === undefined) throw noSubscription();
  context.database.run('DELETE FROM app_subscriptions WHERE account_id = ?', context.accountId);
  return subscription;
}

function requireSubscription(context: GraphQLContext): SubscriptionRow {
  const subscription = subscriptionOf(context);
  if (subscription) return subscription;
  throw noSubscription();
}

const noSubscription = (): GraphQLProblem =>
  new GraphQLProblem('ResourceNotFoundException', 'The account has no subscription');

function requireSecret({ partial_signing_secret: given }: MockArgs, { services }: GraphQLContext): void {
  const { signingSecret } = services.settings.app;
  if (given.length >= PARTIAL_SECRET_LENGTH && signingSecret.endsWith(given)) return;
  throw new GraphQLProblem('UserUnauthorizedException', 'The partial signing secret is not that of the app.');
}

interface ExtendArgs {
  readonly account_slugs: readonly string[];
  readonly duration_in_days: number;
  readonly plan_id: string;
}

/** `Mutation.batch_extend_trial_period`: extends the trials of accounts. */
export function extendTrials(args: ExtendArgs, { database }: GraphQLContext): object {
  if (args.duration_in_days < 1) {
    throw new GraphQLProblem('InvalidArgumentException', 'duration_in_days must be positive.');
  }
  const details = args.account_slugs.map((account_slug) => {
    let changed = 0;
    for (const table of ['app_subscriptions', 'real_subscriptions']) {
      changed += database.run(
        `UPDATE ${table} SET renewal_date = renewal_date + ?
         WHERE plan_id = ? AND is_trial = 1 AND account_id = (SELECT id FROM accounts WHERE slug = ?)`,
        args.duration_in_days * DAY_MS,
        args.plan_id,
        account_slug,
      );
    }
    const reason = changed > 0 ? null : 'The account has no trial of this plan';
    return { account_slug, success: changed > 0, reason };
  });
  return { success: details.every(({ success }) => success), reason: null, details };
}

interface ListArgs {
  readonly status?: 'active' | 'inactive' | null;
  readonly account_id?: number | null;
  readonly limit?: number | null;
  readonly cursor?: string | null;
}

const MAX_LIMIT = 500;

/** `Query.app_subscriptions`: the subscriptions of all accounts of the platform. The cursor is the last account. */
export function listSubscriptions(args: ListArgs, context: GraphQLContext): object {
  const now = context.now();
  const limit = Math.min(args.limit ?? MAX_LIMIT, MAX_LIMIT);
  const all = allSubscriptions(context.database, now)
    .filter(({ account_id }) => account_id === (args.account_id ?? account_id))
    .filter((row) => statusOf(row, now) === (args.status ?? statusOf(row, now)));
  const rest = all.filter(({ account_id }) => account_id > Number(args.cursor ?? 0));
  const shown = rest.slice(0, limit);
  return {
    subscriptions: shown,
    total_count: all.length,
    cursor: rest.length > limit ? String(shown.at(-1)?.account_id ?? '') : null,
  };
}

export function statusOf({ renewal_date }: SubscriptionRow, now: number): 'active' | 'inactive' {
  return renewal_date > now ? 'active' : 'inactive';
}

interface OperationsArgs {
  readonly kind?: string | null;
  readonly increment_by?: number | null;
}

/** `Query.app_subscription_operations`: the counters of the current month. INFER: the period. */
export function countOperations({ kind }: OperationsArgs, context: GraphQLContext): object {
  requireKind(kind);
  const counter = { kind: kind ?? 'global', period_key: monthOf(context.now()) };
  const row = context.database.get<{ counter_value: number }>(
    'SELECT counter_value FROM app_operations WHERE account_id = ? AND kind = ? AND period_key = ?',
    context.accountId,
    counter.kind,
    counter.period_key,
  );
  return {
    ...counter,
    counter_value: row?.counter_value ?? 0,
    app_subscription: subscriptionOf(context) ?? null,
  };
}

/** `Mutation.increase_app_subscription_operations` */
export function increaseOperations(args: OperationsArgs, context: GraphQLContext): object {
  requireKind(args.kind);
  const by = args.increment_by ?? 1;
  if (by < 1) throw new GraphQLProblem('InvalidArgumentException', 'increment_by must be positive.');
  context.database.run(
    `INSERT INTO app_operations (account_id, kind, period_key, counter_value) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT DO UPDATE SET counter_value = counter_value + ?4`,
    context.accountId,
    args.kind ?? 'global',
    monthOf(context.now()),
    by,
  );
  return countOperations(args, context);
}

function requireKind(kind: string | null | undefined): void {
  if (KIND.test(kind ?? 'global')) return;
  throw new GraphQLProblem('InvalidArgumentException', 'kind must have 1 to 14 letters, digits, - and _.');
}

function monthOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 7);
}
