import { type Clock } from '../clock/index.js';
import { keyRange } from '../driver-kit/key-range.js';
import { type Quota } from '../persistence.js';
import { COUNTED_END, COUNTED_PREFIX, NO_USAGE, quotaExcess, type Usage } from '../driver-kit/usage.js';
import { type SqliteDatabase } from './sqlite-database.js';

const IS_COUNTED = (row: string): string =>
  `${row}key >= '${COUNTED_PREFIX}' AND ${row}key < '${COUNTED_END}'`;
const SCOPE = (row: string): string => {
  const start = COUNTED_PREFIX.length;
  return `substr(${row}key, 1, ${start} + instr(substr(${row}key, ${start + 1}), '/'))`;
};
const SIZE = (row: string): string => `octet_length(${row}key) + octet_length(${row}value)`;

const SCHEMA = `
  CREATE TABLE usage (
    scope TEXT PRIMARY KEY,
    row_count INTEGER NOT NULL,
    byte_count INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER usage_of_insert AFTER INSERT ON records WHEN ${IS_COUNTED('NEW.')} BEGIN
    INSERT INTO usage VALUES (${SCOPE('NEW.')}, 1, ${SIZE('NEW.')})
      ON CONFLICT (scope) DO UPDATE SET
        row_count = row_count + 1, byte_count = byte_count + excluded.byte_count;
  END;
  CREATE TRIGGER usage_of_update AFTER UPDATE OF value ON records WHEN ${IS_COUNTED('NEW.')} BEGIN
    UPDATE usage SET byte_count = byte_count + octet_length(NEW.value) - octet_length(OLD.value)
      WHERE scope = ${SCOPE('NEW.')};
  END;
  CREATE TRIGGER usage_of_delete AFTER DELETE ON records WHEN ${IS_COUNTED('OLD.')} BEGIN
    UPDATE usage SET row_count = row_count - 1, byte_count = byte_count - (${SIZE('OLD.')})
      WHERE scope = ${SCOPE('OLD.')};
    DELETE FROM usage WHERE scope = ${SCOPE('OLD.')} AND row_count = 0;
  END;
  INSERT INTO usage SELECT ${SCOPE('')}, count(*), sum(${SIZE('')}) FROM records WHERE ${IS_COUNTED('')} GROUP BY 1;`;

/**
 * Starts counting, unless it is already enabled; existing records are counted once. Counting continues in every process
 * that opens the file, also without a quota. Runs in a transaction of the caller.
 */
export function countUsage(db: SqliteDatabase): void {
  const found = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'usage'").get();
  if (found === undefined) db.exec(SCHEMA);
}

/** Enforces a quota. Requires a file prepared by {@link countUsage}. */
export class SqliteUsage {
  private readonly select;
  private readonly removeExpired;

  constructor(
    db: SqliteDatabase,
    private readonly clock: Clock,
  ) {
    this.select = db.prepare('SELECT row_count AS rows, byte_count AS bytes FROM usage WHERE scope = ?');
    // The plus prevents the use of the key index, because few records are expired but not yet removed.
    this.removeExpired = db.prepare('DELETE FROM records WHERE expires_at <= ? AND +key >= ? AND +key < ?');
  }

  /**
   * Runs writes in a transaction of the caller, which rolls back if this throws.
   * @throws PersistenceQuotaExceededError
   */
  within<T>(quota: Quota, writes: () => T): T {
    const before = this.of(quota.scope);
    const result = writes();
    if (quotaExcess(quota, before, this.of(quota.scope)) === undefined) return result;
    const { lower, upper = '' } = keyRange(quota.scope) ?? { lower: '' };
    this.removeExpired.run(this.clock.now(), lower, upper);
    const excess = quotaExcess(quota, before, this.of(quota.scope));
    if (excess) throw excess;
    return result;
  }

  private of(scope: string): Usage {
    return (this.select.get(scope) as Usage | undefined) ?? NO_USAGE;
  }
}
