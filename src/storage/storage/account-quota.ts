import { type Quota } from '../../persistence/index.js';
import { accountPrefix } from './row-keys.js';

/** Quota of one account for its rows, counters and documents; 0 means no limit. */
export interface StorageLimits {
  readonly maxRows: number;
  readonly maxBytes: number;
}

export const NO_STORAGE_LIMITS: StorageLimits = { maxRows: 0, maxBytes: 0 };

/** The quota of a batch; `undefined` if there are no limits. It requires a persistence that counts usage. */
export function quotaOf(accountId: string, { maxRows, maxBytes }: StorageLimits): Quota | undefined {
  if (maxRows === 0 && maxBytes === 0) return undefined;
  return { scope: accountPrefix(accountId), maxRows, maxBytes };
}
