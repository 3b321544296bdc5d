import { type GraphQLContext } from '../../graphql-context.js';
import { properties, query, times, type Area } from '../../resolvers/index.js';
import { findAccount, usersOf, type AccountRow } from '../../store/index.js';
import { productsOf } from './products.js';

/** Details of the plan of each platform account. INFER: all values; `version` is the version of monday's price list. */
const PLANS: Readonly<Record<string, object>> = {
  enterprise: { max_users: 1_000, period: 'yearly', tier: 'enterprise', version: 9 },
  pro: { max_users: 200, period: 'yearly', tier: 'pro', version: 9 },
  standard: { max_users: 50, period: 'monthly', tier: 'standard', version: 9 },
};

/** The account that the token is for. */
export const accountArea: Area = {
  name: 'account',
  resolvers: {
    Query: {
      account: query<object>('account:read', (_args, context) => findAccount(context)),
    },
    Account: {
      ...properties('id', 'name', 'slug', 'tier', 'country_code', 'first_day_of_the_week'),
      ...times('created_at'),
      show_timeline_weekends: ({ show_timeline_weekends }: AccountRow) => show_timeline_weekends === 1,
      active_members_count: (_account: AccountRow, _args: object, context) => countMembers(context),
      plan: ({ tier }: AccountRow) => PLANS[tier] ?? null,
      products: (_account: AccountRow, _args: object, context) => productsOf(context),
      sign_up_product_kind: () => 'core',
      logo: () => null,
      is_during_trial: () => false,
      is_trial_expired: () => false,
    },
    Plan: properties('max_users', 'period', 'tier', 'version'),
    AccountProduct: properties('id', 'kind', 'tier', 'default_workspace_id'),
  },
};

/** The billable users: all except viewers and guests. */
function countMembers(context: GraphQLContext): number {
  return usersOf(context).filter(
    ({ kind, status }) => status === 'ACTIVE' && (kind === 'admin' || kind === 'member'),
  ).length;
}
