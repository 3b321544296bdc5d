import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import {
  mutation,
  pageOf,
  properties,
  query,
  times,
  type Area,
  type PageArgs,
} from '../../resolvers/index.js';
import { findAccount } from '../../store/index.js';

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
    'Query.app_installs(app_id:)': 'The platform has one app.',
  },
  resolvers: {
    Query: {
      get_app_lifecycle_subscriptions: query<object>(undefined, (_args, { database, accountId }) =>
        database.all<SubscriptionRow>(
          'SELECT * FROM lifecycle_subscriptions WHERE account_id = ? ORDER BY id',
          accountId,
        ),
      ),
      app_installs: query<InstallsArgs>('account:read', listInstalls),
    },
    Mutation: {
      update_app_lifecycle_subscription: mutation('account:read', updateSubscriptions),
      delete_app_lifecycle_subscription: mutation('account:read', deleteSubscriptions),
    },
    AppInstall: {
      ...properties('app_id', 'app_install_account', 'app_install_user', 'permissions'),
      ...times('timestamp'),
      // The app has one version, which has no number here.
      app_version: () => null,
    },
    AppInstallAccount: properties('id'),
    AppInstallUser: properties('id'),
    AppInstallPermissions: properties('approved_scopes', 'required_scopes'),
    LifecycleSubscriptionKind: {
      ...properties('id', 'entity_id', 'entity_type', 'event_type', 'webhook_url'),
      ...times('created_at', 'updated_at'),
      is_sync: ({ is_sync }: SubscriptionRow) => is_sync === 1,
    },
  },
};

interface InstallsArgs extends PageArgs {
  readonly app_id: string;
  readonly account_id?: string | null;
}

/** INFER: an account sees only its own installation; at monday, the developers of the app see those of all accounts. */
function listInstalls({ app_id, account_id, ...page }: InstallsArgs, context: GraphQLContext): object[] {
  const { database, accountId, services } = context;
  if (account_id && Number(account_id) !== accountId) return [];
  const { scopes } = services.settings.declaration;
  const installer = database.get<{ id: number }>(
    "SELECT id FROM users WHERE account_id = ? AND kind = 'admin' ORDER BY id LIMIT 1",
    accountId,
  );
  const install = {
    app_id,
    app_install_account: { id: accountId },
    app_install_user: { id: installer?.id ?? null },
    permissions: { approved_scopes: scopes, required_scopes: scopes },
    timestamp: findAccount(context)?.created_at ?? null,
  };
  return pageOf([install], page);
}

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
