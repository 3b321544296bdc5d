import { type Clock } from 'monday-persistence/clock';
import { type PoolClient } from 'pg';
import { type Quota } from 'monday-persistence';
import {
  COUNTED_END,
  COUNTED_PREFIX,
  keyRange,
  NO_USAGE,
  quotaExcess,
  type Usage,
} from 'monday-persistence/driver-kit';

const IS_COUNTED = (row: string): string =>
  `${row}key >= '${COUNTED_PREFIX}' AND ${row}key < '${COUNTED_END}'`;
const SCOPE = (row: string): string => `'${COUNTED_PREFIX}' || split_part(${row}key, '/', 2) || '/'`;
const SIZE = (row: string): string => `octet_length(${row}key) + octet_length(${row}value)`;

/**
 * Starts counting. Writes are blocked while existing rows are counted. After that, triggers count in the transaction of
 * each write, for all instances.
 */
export const USAGE_MIGRATION = {
  name: '002-usage',
  sql: `LOCK TABLE persistence_records IN SHARE ROW EXCLUSIVE MODE;
        CREATE TABLE persistence_usage (
          scope text COLLATE "C" PRIMARY KEY,
          row_count bigint NOT NULL,
          byte_count bigint NOT NULL
        );
        CREATE FUNCTION persistence_usage_of_insert() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO persistence_usage AS usage VALUES (${SCOPE('NEW.')}, 1, ${SIZE('NEW.')})
            ON CONFLICT (scope) DO UPDATE SET
              row_count = usage.row_count + 1, byte_count = usage.byte_count + excluded.byte_count;
          RETURN NULL;
        END $$;
        CREATE FUNCTION persistence_usage_of_update() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE persistence_usage
            SET byte_count = byte_count + octet_length(NEW.value) - octet_length(OLD.value)
            WHERE scope = ${SCOPE('NEW.')};
          RETURN NULL;
        END $$;
        CREATE FUNCTION persistence_usage_of_delete() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE persistence_usage
            SET row_count = row_count - 1, byte_count = byte_count - (${SIZE('OLD.')})
            WHERE scope = ${SCOPE('OLD.')};
          DELETE FROM persistence_usage WHERE scope = ${SCOPE('OLD.')} AND row_count = 0;
          RETURN NULL;
        END $$;
        CREATE TRIGGER usage_of_insert AFTER INSERT ON persistence_records
          FOR EACH ROW WHEN (${IS_COUNTED('NEW.')}) EXECUTE FUNCTION persistence_usage_of_insert();
        CREATE TRIGGER usage_of_update AFTER UPDATE OF value ON persistence_records
          FOR EACH ROW WHEN (${IS_COUNTED('NEW.')}) EXECUTE FUNCTION persistence_usage_of_update();
        CREATE TRIGGER usage_of_delete AFTER DELETE ON persistence_records
          FOR EACH ROW WHEN (${IS_COUNTED('OLD.')}) EXECUTE FUNCTION persistence_usage_of_delete();
        INSERT INTO persistence_usage
          SELECT ${SCOPE('')}, count(*), sum(${SIZE('')}) FROM persistence_records
          WHERE ${IS_COUNTED('')} GROUP BY 1;`,
} as const;

/** Enforces the quota in a transaction. Requires the schema of {@link USAGE_MIGRATION}. */
export class PostgresUsage {
  constructor(private readonly clock: Clock) {}

  /**
   * Serialises the writes of one scope until the end of their transactions, so that each sees the current usage.
   * @throws PersistenceQuotaExceededError; the caller must roll back
   */
  async within<T>(client: PoolClient, quota: Quota, writes: () => Promise<T>): Promise<T> {
    const before = await this.of(client, quota.scope);
    const result = await writes();
    if (quotaExcess(quota, before, await this.of(client, quota.scope)) === undefined) return result;
    await this.removeExpired(client, quota.scope);
    const excess = quotaExcess(quota, before, await this.of(client, quota.scope));
    if (excess) throw excess;
    return result;
  }

  private async of(client: PoolClient, scope: string): Promise<Usage> {
    const { rows } = await client.query<{ row_count: string; byte_count: string }>({
      name: 'persistence-usage',
      text: 'SELECT row_count, byte_count FROM persistence_usage WHERE scope = $1 FOR UPDATE',
      values: [scope],
    });
    const [row] = rows;
    return row ? { rows: Number(row.row_count), bytes: Number(row.byte_count) } : NO_USAGE;
  }

  private async removeExpired(client: PoolClient, scope: string): Promise<void> {
    const { lower, upper = '' } = keyRange(scope) ?? { lower: '' };
    await client.query(
      'DELETE FROM persistence_records WHERE expires_at <= $1::bigint AND key >= $2 AND key < $3',
      [this.clock.now(), lower, upper],
    );
  }
}
