import { hostAddressesOf, type AppConfig } from '../../../config/index.js';
import { needsVariable, queueOf } from '../../../drivers/index.js';
import {
  inspectPostgres,
  PostgresPoolerError,
  type PostgresInspection,
} from '../../../persistence/postgres/index.js';
import { queueSchemaOf } from '../../../queue/index.js';
import { type Check } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';
import { isPrivateHost } from '../private-host.js';
import { reasonOf } from '../reason-of.js';

const NAME = 'DATABASE_URL';
/** Expiry depends on the clocks of the instances. */
const MAX_CLOCK_MS = 5_000;

/** Checks that Postgres answers, the permissions of the user, and the state of the tables. */
export const postgresCheck: Check = {
  name: NAME,
  async run({ config, broken, timeoutMs }) {
    const { databaseUrl } = config;
    if (databaseUrl === undefined || broken.has(NAME) || !needsVariable(config, NAME)) return [];
    try {
      return assess(
        await inspectPostgres(databaseUrl, timeoutMs),
        config,
        new URL(hostAddressesOf(databaseUrl)[0] ?? ''),
      );
    } catch (error) {
      if (error instanceof PostgresPoolerError) return [POOLED];
      return [
        problem(
          NAME,
          `Postgres cannot be used: ${reasonOf(error)}.`,
          'Start the server, or correct the host, user, password or database.',
        ),
      ];
    }
  },
};

const POOLED = problem(
  NAME,
  'The address leads to a connection pooler, such as PgBouncer, that changes servers between transactions or refuses settings of the session.',
  'Use the direct address of the server. A pooler in session mode works if it accepts statement_timeout and options (PgBouncer: ignore_startup_parameters).',
);

function assess(database: PostgresInspection, config: AppConfig, url: URL): Finding[] {
  const problems = problemsOf(database, config, url.href);
  if (problems.length > 0) return problems;
  return [ok(NAME, `Postgres is reachable; ${migrationsOf(database)}.`), ...weaknessesOf(database, url)];
}

function problemsOf(database: PostgresInspection, { queue }: AppConfig, url: string): Finding[] {
  const found: Finding[] = [];
  const add = (message: string, advice: string): unknown => found.push(problem(NAME, message, advice));
  if (!database.isUtf8)
    add('The database does not use the encoding UTF8.', "Create it with ENCODING 'UTF8'.");
  if (database.isReplica) add('The server is a read-only replica.', 'Use the address of the primary server.');
  if (database.pending.length > 0 && !database.mayCreateTables) {
    add(
      'Tables are missing, and the user is not allowed to create them.',
      'GRANT CREATE ON SCHEMA to the user.',
    );
  }
  const hasQueue =
    !queueOf(queue.driver).needs.includes(NAME) || database.schemas.includes(queueSchemaOf(url));
  if (!hasQueue && !database.mayCreateSchemas) {
    add(
      'The schema of the queue is missing, and the user is not allowed to create it.',
      'GRANT CREATE ON DATABASE to the user.',
    );
  }
  return found;
}

const migrationsOf = ({ pending }: PostgresInspection): string =>
  pending.length === 0 ? 'its tables are up to date' : 'the next start will create or migrate its tables';

function weaknessesOf(database: PostgresInspection, url: URL): Finding[] {
  const found: Finding[] = [];
  const add = (message: string, advice: string): unknown => found.push(warning(NAME, message, advice));
  if (database.unknown.length > 0)
    add('The tables were changed by a later version of the app.', 'Run that version.');
  if (!database.isEncrypted && !isPrivateHost(url.hostname)) {
    add('The connection is not encrypted.', 'Add sslmode=verify-full to the address.');
  }
  if (!database.isDurable) {
    add('fsync or synchronous_commit is off, so acknowledged writes can be lost.', 'Turn both on.');
  }
  if (Math.abs(database.clockAheadMs) > MAX_CLOCK_MS) {
    add('The clocks of the server and this machine differ by seconds.', 'Synchronise both clocks with NTP.');
  }
  return found;
}
