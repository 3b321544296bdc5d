import { type Client } from 'pg';
import { BaseError } from '../../errors/index.js';

/** How PgBouncer refuses settings of a session in the first message of a connection. */
const REFUSED_SETTING = /unsupported startup parameter/i;
const SETTING = 'mndy.pooler_check';
/** Sessions that hold their servers, so that a pooler cannot give the first session its server back. */
const HOLDERS = 2;
/** Timeout for the further sessions: a pooler without a free server lets them wait. */
export const POOLER_CHECK_TIMEOUT_MS = 1_000;

/**
 * The address leads to a pooler, such as PgBouncer, that gives the session another server for each transaction, or that
 * refuses the settings of the session. Neither prepared statements nor `LISTEN` work there.
 */
export class PostgresPoolerError extends BaseError {
  constructor(cause?: unknown) {
    super({
      code: 'persistence.pooler_unsupported',
      status: 503,
      message: 'The database is behind a connection pooler that the app does not support.',
      cause,
    });
  }

  /** The error of a pooler that refuses the settings of a session, as this error; any other unchanged. */
  static of(error: unknown): unknown {
    return error instanceof Error && REFUSED_SETTING.test(error.message)
      ? new PostgresPoolerError(error)
      : error;
  }
}

/**
 * Checks that a session keeps its server, if there is a pooler at all: one in session mode is fine.
 * @param client connected and idle
 * @param connect makes further sessions, which are closed here
 * @throws PostgresPoolerError
 */
export async function refusePooler(client: Client, connect: () => Promise<Client>): Promise<void> {
  if (await isDirect(client)) return;
  const nonce = String(Math.random());
  const holders: Client[] = [];
  try {
    await client.query(`SELECT set_config('${SETTING}', $1, false)`, [nonce]);
    for (let count = 0; count < HOLDERS; count++) {
      const holder = await connect();
      holders.push(holder);
      await holder.query('BEGIN');
      await holder.query('SELECT 1');
    }
    const { rows } = await client.query<{ value: string | null }>(
      `SELECT current_setting('${SETTING}', true) AS value`,
    );
    if (rows[0]?.value !== nonce) throw new PostgresPoolerError();
  } catch (error) {
    // Such as a pool without a server for another session.
    throw error instanceof PostgresPoolerError ? error : new PostgresPoolerError(error);
  } finally {
    await Promise.allSettled(holders.map((holder) => holder.end()));
  }
}

/** A pooler gives its clients keys of its own for cancelling queries. */
async function isDirect(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid === (client as Client & { readonly processID?: number | null }).processID;
}
