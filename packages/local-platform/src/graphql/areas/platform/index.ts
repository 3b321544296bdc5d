import { type DailyUse } from '../../limits/plan-budget.js';
import { isoTime, properties, query, type Area, type FieldResolver } from '../../resolvers/index.js';
import { findUser } from '../../store/index.js';
import { SERVED_VERSIONS } from '../../schema/api-versions.js';

const complexity: FieldResolver = query<object>(undefined, (_args, context) => context.complexity);

/** Fields about the API, such as versions and complexity. */
export const platformArea: Area = {
  name: 'platform',
  resolvers: {
    Query: {
      version: query<object>(undefined, (_args, context) => context.version),
      versions: query<object>(undefined, () => SERVED_VERSIONS),
      complexity,
      platform_api: query<object>('account:read', (_args, context) => context.dailyUse() ?? null),
    },
    Mutation: { complexity },
    Version: {
      ...properties('kind', 'value'),
      display_name: ({ value }: { value: string }) => value,
    },
    PlatformApi: {
      daily_limit: ({ limit }: DailyUse) => ({ base: limit, total: limit }),
      daily_analytics: (use: DailyUse) => use,
    },
    DailyLimit: { ...properties('base', 'total'), addon: () => ({ is_active: false, quantity: 0 }) },
    DailyLimitAddon: properties('is_active', 'quantity'),
    // The platform counts this day only. INFER: what monday shows of the days before.
    DailyAnalytics: {
      last_updated: (_use: DailyUse, _args: object, context) => isoTime(context.now()),
      by_day: ({ day, calls }: DailyUse) => [{ day: isoTime(day)?.slice(0, 10), usage: calls }],
      by_app: ({ calls }: DailyUse, _args: object, { services }) => [
        { api_app_id: services.settings.app.clientId, usage: calls },
      ],
      by_user: ({ callsOf }: DailyUse) => [...callsOf].map(([id, usage]) => ({ id, usage })),
    },
    PlatformApiDailyAnalyticsByDay: properties('day', 'usage'),
    PlatformApiDailyAnalyticsByApp: { ...properties('api_app_id', 'usage'), app: () => null },
    PlatformApiDailyAnalyticsByUser: {
      ...properties('usage'),
      user: ({ id }: { readonly id: string }, _args: object, context) => findUser(context, Number(id)),
    },
    Complexity: properties('before', 'query', 'after', 'reset_in_x_seconds'),
  },
};
