import { properties, query, times, type Area } from '../../resolvers/index.js';
import { findAccount } from '../../store/index.js';

/** The account that the token is for. */
export const accountArea: Area = {
  name: 'account',
  resolvers: {
    Query: {
      account: query<object>('account:read', (_args, context) => findAccount(context)),
    },
    Account: {
      ...properties(
        'id',
        'name',
        'slug',
        'tier',
        'country_code',
        'first_day_of_the_week',
        'show_timeline_weekends',
      ),
      ...times('created_at'),
    },
  },
};
