import { type ClientBase, type PoolClient } from 'pg';
import { USAGE_MIGRATION } from './postgres-usage.js';
import { inTransaction } from './postgres-transaction.js';

/** The two numbers of an advisory lock: the first identifies the app, the second the locked resource. */
export const LOCK_CLASS = 0x6d6e6479;
const MIGRATION_LOCK = -1;

/** In order. Never change a released migration; add a new one. */
const MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: '001-records',
    // COLLATE "C" orders by UTF-8 bytes. "created" records whether the last write created the record, because an update
    // statement cannot return the previous state.
    sql: `CREATE TABLE persistence_records (
            key text COLLATE "C" PRIMARY KEY,
            value text NOT NULL,
            version text NOT NULL,
            expires_at bigint,
            created boolean NOT NULL
          );
          CREATE INDEX persistence_records_by_expiry ON persistence_records (expires_at)
            WHERE expires_at IS NOT NULL;`,
  },
];

export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map(({ name }) => name);

/**
 * Brings the schema up to date, in one transaction. Instances that start together wait for each other. If no migration
 * is pending, the user needs no permission to create tables.
 * @param countsUsage also starts counting usage, which is not undone
 */
export async function migratePostgres(client: PoolClient, countsUsage: boolean): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('SHOW server_encoding');
  if (rows[0]?.server_encoding !== 'UTF8')
    throw new Error('The Postgres database must have the encoding UTF8.');
  const migrations = countsUsage ? [...MIGRATIONS, USAGE_MIGRATION] : MIGRATIONS;
  const isComplete = (applied: readonly string[]): boolean =>
    migrations.every(({ name }) => applied.includes(name));
  if (isComplete(await appliedMigrations(client))) return;
  await inTransaction(client, async () => {
    await client.query('SELECT pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, MIGRATION_LOCK]);
    await client.query(
      `CREATE TABLE IF NOT EXISTS persistence_migrations (
         name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now()
       )`,
    );
    const applied = await appliedMigrations(client);
    for (const { name, sql } of migrations) {
      if (applied.includes(name)) continue;
      await client.query(sql);
      await client.query('INSERT INTO persistence_migrations (name) VALUES ($1)', [name]);
    }
  });
}

/** Names of the executed migrations, including those of a later version of the app. */
export async function appliedMigrations(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ found: boolean }>(
    "SELECT to_regclass('persistence_migrations') IS NOT NULL AS found",
  );
  if (rows[0]?.found !== true) return [];
  const applied = await client.query<{ name: string }>('SELECT name FROM persistence_migrations');
  return applied.rows.map(({ name }) => name);
}
