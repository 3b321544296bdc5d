import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { type Client } from 'pg';
import { FRAMEWORK_NAME } from '../../config/index.js';
import { POSTGRES_CONNECTION_SETTINGS, PostgresConnections } from './postgres-connections.js';
import { PostgresPoolerError, refusePooler } from './pooler.js';
import { appliedMigrations, MIGRATION_NAMES } from './postgres.schema.js';

/** Properties of a Postgres database and the state of its tables. */
export interface PostgresInspection {
  readonly isUtf8: boolean;
  /** A replica is read-only. */
  readonly isReplica: boolean;
  readonly isEncrypted: boolean;
  /** False if commits are acknowledged before they are durable. */
  readonly isDurable: boolean;
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  readonly clockAheadMs: number;
  readonly mayCreateTables: boolean;
  readonly mayCreateSchemas: boolean;
  /** Schemas that the user can access. */
  readonly schemas: readonly string[];
  /** Migrations that the app will run at startup. */
  readonly pending: readonly string[];
  /** Migrations of a later version of the app. */
  readonly unknown: readonly string[];
}

/** As the server tells it. */
type Facts = Omit<PostgresInspection, 'clockAheadMs' | 'pending' | 'unknown'> & { readonly now: number };

/**
 * Inspects a database without changes.
 * @param timeoutMs limit of each step
 * @throws PostgresPoolerError
 * @throws Error of the library if it cannot be reached or refuses the login
 */
export async function inspectPostgres(url: string, timeoutMs: number): Promise<PostgresInspection> {
  const { Client } = await PostgresConnections.load(POSTGRES_CONNECTION_SETTINGS);
  const newClient = (): Client => {
    const client = new Client({
      connectionString: url,
      application_name: `${FRAMEWORK_NAME} doctor`,
      connectionTimeoutMillis: timeoutMs,
      statement_timeout: timeoutMs,
      query_timeout: timeoutMs,
    });
    client.on('error', () => undefined);
    return client;
  };
  const client = newClient();
  try {
    await client.connect();
    await refusePooler(client, async () => {
      const other = newClient();
      await other.connect();
      return other;
    });
    return await inspect(client);
  } catch (error) {
    throw PostgresPoolerError.of(error);
  } finally {
    // A silent server does not answer the termination message.
    client.end().catch(() => undefined);
  }
}

async function inspect(client: Client): Promise<PostgresInspection> {
  const { rows } = await client.query<Facts>(FACTS);
  const [facts] = rows;
  if (facts === undefined) throw new Error('Postgres returned no facts.');
  const { now, ...told } = facts;
  const clockAheadMs = now - SYSTEM_CLOCK.now();
  const applied = await appliedMigrations(client);
  return {
    ...told,
    clockAheadMs,
    pending: MIGRATION_NAMES.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !MIGRATION_NAMES.includes(name)),
  };
}

const FACTS = `SELECT
  current_setting('server_encoding') = 'UTF8' AS "isUtf8",
  pg_is_in_recovery() AS "isReplica",
  coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS "isEncrypted",
  current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AS "isDurable",
  extract(epoch FROM clock_timestamp())::float8 * 1000 AS "now",
  coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS "mayCreateTables",
  has_database_privilege(current_database(), 'CREATE') AS "mayCreateSchemas",
  ARRAY(SELECT nspname::text FROM pg_namespace WHERE has_schema_privilege(oid, 'USAGE')) AS "schemas"`;
