import { PersistenceQuotaExceededError } from '../persistence.errors.js';
import { type Quota } from '../persistence.js';

/**
 * What begins with this is counted for each scope, `storage/<account>/`, in stores that are told to. Counting is the
 * database's own work (triggers), so that it is exact whoever writes or deletes: a batch, the sweep of expired records,
 * the purge of an account, a tool.
 */
export const COUNTED_PREFIX = 'storage/';
/** The first key above all that are counted: `0` comes after `/`. */
export const COUNTED_END = 'storage0';

/** How much is kept under a scope; records that have expired count until they are deleted. */
export interface Usage {
  readonly rows: number;
  /** Of keys and values, in UTF-8. */
  readonly bytes: number;
}

export const NO_USAGE: Usage = { rows: 0, bytes: 0 };

/**
 * The error if a write went beyond the quota; `undefined` if it did not, or was above it before and did not add to it.
 * @param before what was kept before the write
 * @param after what would be kept with it
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
