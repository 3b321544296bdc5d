import { type GraphQLContext } from '../../graphql-context.js';
import { isoTime, query, type Area } from '../../resolvers/index.js';

/** A row of `connections`. */
interface ConnectionRow {
  readonly id: number;
  readonly account_id: number;
  readonly user_id: number;
  readonly provider: string;
  readonly name: string;
  readonly method: string;
  readonly provider_account_identifier: string | null;
  readonly state: string;
  readonly created_at: number;
  readonly updated_at: number;
}

interface ConnectionsArgs {
  readonly connectionState?: string | null;
  readonly page?: number | null;
  readonly pageSize?: number | null;
  readonly pagination?: { readonly limit?: number | null; readonly lastId?: number | null } | null;
}

const DEFAULT_LIMIT = 100;

/** Credentials for third parties (docs/monday-platform.md#third-party-credentials); a seed or an import brings them. */
export const connectionsArea: Area = {
  name: 'connections',
  unserved: [
    'Query.connections(withStateValidation:)',
    'Query.connections(order:)',
    'Query.user_connections(withAutomations:)',
    'Query.user_connections(withStateValidation:)',
    'Query.user_connections(order:)',
    'Query.account_connections(withAutomations:)',
    'Query.account_connections(withStateValidation:)',
    'Query.account_connections(order:)',
    'Query.connections(withPartialScopes:)',
    'Query.connections(withAutomations:)',
  ],
  resolvers: {
    Query: {
      connections: query<ConnectionsArgs>('me:read', (args, context) => list(args, context.userId, context)),
      user_connections: query<ConnectionsArgs>('me:read', (args, context) =>
        list(args, context.userId, context),
      ),
      account_connections: query<ConnectionsArgs>('account:read', (args, context) =>
        list(args, undefined, context),
      ),
      connection: query<{ id: number }>(
        'me:read',
        ({ id }, context) => list({}, context.userId, context).find((row) => row.id === id) ?? null,
      ),
    },
    Connection: {
      id: ({ id }: ConnectionRow) => id,
      accountId: ({ account_id }: ConnectionRow) => account_id,
      userId: ({ user_id }: ConnectionRow) => user_id,
      provider: ({ provider }: ConnectionRow) => provider,
      name: ({ name }: ConnectionRow) => name,
      method: ({ method }: ConnectionRow) => method,
      providerAccountIdentifier: (row: ConnectionRow) => row.provider_account_identifier,
      state: ({ state }: ConnectionRow) => state,
      createdAt: ({ created_at }: ConnectionRow) => isoTime(created_at),
      updatedAt: ({ updated_at }: ConnectionRow) => isoTime(updated_at),
    },
  },
};

function list(
  { connectionState, page, pageSize, pagination }: ConnectionsArgs,
  userId: number | undefined,
  { database, accountId }: GraphQLContext,
): ConnectionRow[] {
  const limit = pagination?.limit ?? pageSize ?? DEFAULT_LIMIT;
  return database.all<ConnectionRow>(
    `SELECT * FROM connections WHERE account_id = ?1 AND (?2 IS NULL OR user_id = ?2)
       AND (?3 IS NULL OR state = ?3) AND id > ?4
     ORDER BY id LIMIT ?5 OFFSET ?6`,
    accountId,
    userId ?? null,
    connectionState ?? null,
    pagination?.lastId ?? 0,
    limit,
    pagination ? 0 : ((page ?? 1) - 1) * limit,
  );
}
