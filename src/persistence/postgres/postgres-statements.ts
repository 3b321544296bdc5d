const LIVE = '(records.expires_at IS NULL OR records.expires_at > $2::bigint)';
const EXPIRED = 'records.expires_at <= $2::bigint';
const MAX_SAFE = Number.MAX_SAFE_INTEGER;
/** The stored number, or NULL if the value is not a number; CASE prevents a cast of other text. */
const STORED = `CASE WHEN records.value ~ '^(0|-?[1-9][0-9]{0,15})$' THEN records.value::numeric END`;

const INSERT = `INSERT INTO persistence_records AS records (key, expires_at, version, value, created)`;
const OVERWRITE = 'value = excluded.value, version = excluded.version, expires_at = excluded.expires_at';

/**
 * Each operation is one statement, so it is exact under concurrency: Postgres waits for a row that another transaction
 * changes, and re-checks it. In all statements, $1 is the key and $2 the current time in milliseconds.
 */
export const STATEMENTS = {
  get: `SELECT value, version, expires_at FROM persistence_records AS records WHERE key = $1 AND ${LIVE}`,

  version: `SELECT version FROM persistence_records AS records WHERE key = $1 AND ${LIVE}`,

  upsert: `${INSERT} VALUES ($1, $3::bigint, $4, $5, true)
        ON CONFLICT (key) DO UPDATE SET ${OVERWRITE}, created = coalesce(${EXPIRED}, false)
        RETURNING created`,

  insert: `${INSERT} VALUES ($1, $3::bigint, $4, $5, true)
           ON CONFLICT (key) DO UPDATE SET ${OVERWRITE}, created = true WHERE ${EXPIRED}
           RETURNING created`,

  update: `UPDATE persistence_records AS records
            SET expires_at = $3::bigint, version = $4, value = $5, created = false
            WHERE key = $1 AND version = $6 AND ${LIVE}
            RETURNING created`,

  delete: `DELETE FROM persistence_records AS records WHERE key = $1 RETURNING ${LIVE} AS live`,

  deleteVersion: `DELETE FROM persistence_records AS records WHERE key = $1 AND ${LIVE} AND version = $3
                  RETURNING true AS live`,

  increment: `${INSERT} VALUES ($1, $3::bigint, $4, $5::bigint::text, true)
              ON CONFLICT (key) DO UPDATE SET
                value = CASE WHEN ${EXPIRED} THEN excluded.value ELSE (${STORED} + $5::bigint)::text END,
                version = excluded.version,
                expires_at = CASE WHEN ${EXPIRED} THEN excluded.expires_at ELSE records.expires_at END,
                created = coalesce(${EXPIRED}, false)
              WHERE ${EXPIRED}
                 OR (abs(${STORED}) <= ${MAX_SAFE} AND abs(${STORED} + $5::bigint) <= ${MAX_SAFE})
              RETURNING value`,
} as const;

export type StatementName = keyof typeof STATEMENTS;
