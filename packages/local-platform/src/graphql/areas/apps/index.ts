import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { mutation, properties, query, times, type Area } from '../../resolvers/index.js';

/** A row of `lifecycle_subscriptions`. */
interface SubscriptionRow {
  readonly id: number;
  readonly entity_id: number;
  readonly entity_type: string;
  readonly event_type: string;
  readonly webhook_url: string;
  readonly is_sync: number;
  readonly created_at: number;
  readonly updated_at: number;
}

interface EntityArgs {
  readonly entity_identifier: string;
  readonly entity_type: string;
}

interface UpdateArgs extends EntityArgs {
  readonly input: {
    readonly lifecycle_events: readonly {
      readonly event_type: string;
      readonly webhook_url: string;
      readonly is_sync?: boolean | null;
    }[];
  };
}

/** Subscriptions to lifecycle events of app features. They are stored; only the console sends these events. */
export const appsArea: Area = {
  name: 'apps',
  withoutEffect: {
    'Query.get_app_lifecycle_subscriptions(app_id:)': 'The platform has one app.',
    'Query.get_app_lifecycle_subscriptions(version_id:)': 'The app has one version.',
  },
  resolvers: {
    Query: {
      get_app_lifecycle_subscriptions: query<object>(undefined, (_args, { database, accountId }) =>
        database.all<SubscriptionRow>(
          'SELECT * FROM lifecycle_subscriptions WHERE account_id = ? ORDER BY id',
          accountId,
        ),
      ),
    },
    Mutation: {
      update_app_lifecycle_subscription: mutation('account:read', updateSubscriptions),
      delete_app_lifecycle_subscription: mutation('account:read', deleteSubscriptions),
    },
    LifecycleSubscriptionKind: {
      ...properties('id', 'entity_id', 'entity_type', 'event_type', 'webhook_url'),
      ...times('created_at', 'updated_at'),
      is_sync: ({ is_sync }: SubscriptionRow) => is_sync === 1,
    },
  },
};

/** Replaces the previous subscriptions of the feature. */
function updateSubscriptions(args: UpdateArgs, context: GraphQLContext): SubscriptionRow[] {
  const { database, accountId } = context;
  const invalid = args.input.lifecycle_events.find(({ webhook_url }) => !URL.canParse(webhook_url));
  if (invalid) {
    throw new GraphQLProblem(
      'InvalidArgumentException',
      `The webhook_url of ${invalid.event_type} is no address.`,
    );
  }
  deleteSubscriptions(args, context);
  const now = context.now();
  for (const { event_type, webhook_url, is_sync } of args.input.lifecycle_events) {
    database.insert('lifecycle_subscriptions', {
      id: database.nextId('lifecycle_subscriptions'),
      account_id: accountId,
      entity_id: Number(args.entity_identifier),
      entity_type: args.entity_type,
      event_type,
      webhook_url,
      is_sync: is_sync ? 1 : 0,
      created_at: now,
      updated_at: now,
    });
  }
  return database.all<SubscriptionRow>(
    'SELECT * FROM lifecycle_subscriptions WHERE account_id = ? AND entity_id = ? ORDER BY id',
    accountId,
    Number(args.entity_identifier),
  );
}

/** @returns whether the feature had subscriptions */
function deleteSubscriptions(
  { entity_identifier, entity_type }: EntityArgs,
  { database, accountId }: GraphQLContext,
): boolean {
  if (entity_type !== 'appFeature') {
    throw new GraphQLProblem('InvalidArgumentException', 'entity_type must be appFeature.');
  }
  const removed = database.run(
    'DELETE FROM lifecycle_subscriptions WHERE account_id = ? AND entity_id = ?',
    accountId,
    Number(entity_identifier),
  );
  return removed > 0;
}
