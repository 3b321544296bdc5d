import { PersistenceQuotaExceededError } from '../persistence.errors.js';
import { type Quota } from '../persistence.js';

/**
 * Prefix of keys whose usage is counted for each scope, `storage/<account>/`, if enabled. Triggers of the database
 * count, so the count is exact for all writes and deletes: batches, the sweep of expired records, purges and tools.
 */
export const COUNTED_PREFIX = 'storage/';
/** The first key after all counted keys: `0` comes after `/`. */
export const COUNTED_END = 'storage0';

/** The usage of a scope. Expired records count until they are deleted. */
export interface Usage {
  readonly rows: number;
  /** Of keys and values, in UTF-8. */
  readonly bytes: number;
}

export const NO_USAGE: Usage = { rows: 0, bytes: 0 };

/**
 * The error if a write exceeds the quota; `undefined` if it does not, or if it does not increase a usage that was
 * already above the quota.
 * @param before usage before the write
 * @param after usage after the write
 */
export function quotaExcess(
  quota: Quota,
  before: Usage,
  after: Usage,
): PersistenceQuotaExceededError | undefined {
  const { maxRows, maxBytes } = quota;
  if (maxRows > 0 && after.rows > maxRows && after.rows > before.rows) {
    return new PersistenceQuotaExceededError('rows', maxRows);
  }
  if (maxBytes > 0 && after.bytes > maxBytes && after.bytes > before.bytes) {
    return new PersistenceQuotaExceededError('bytes', maxBytes);
  }
  return undefined;
}
