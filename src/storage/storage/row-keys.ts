import { COUNTED_PREFIX } from 'monday-persistence/driver-kit';
import { type CounterOptions, type StorageRow } from './storage.driver.js';
import { counterWindow } from './counter-period.js';

/**
 * Names of rows and counters in `Persistence`. The account is encoded, so that it contains no `/`, and parts chosen by
 * a client come last. A key therefore cannot reach another account or another kind of row.
 */
export function rowPrefix(accountId: string, shared: boolean): string {
  return `${accountPrefix(accountId)}${shared ? 's' : 'p'}/`;
}

export function rowKey({ accountId, key, shared }: StorageRow): string {
  return `${rowPrefix(accountId, shared)}${key}`;
}

/** Prefixes of the names of all rows and counters of an account. */
export function rowPrefixes(accountId: string): string[] {
  return ['c', 'p', 's'].map((side) => `${accountPrefix(accountId)}${side}/`);
}

/** Prefix of all names of an account, also of documents. */
export function accountPrefix(accountId: string): string {
  return `${COUNTED_PREFIX}${encodeURIComponent(accountId)}/`;
}

/** The name of the counter's current period, and its remaining time, rounded up to whole seconds. */
export function counterTurn(
  accountId: string,
  { period, kind, renewalDate }: CounterOptions,
  now: Date,
): { readonly key: string; readonly ttlSeconds: number } {
  const { start, end } = counterWindow(period, now, renewalDate);
  return {
    key: `${accountPrefix(accountId)}c/${period}/${start.toISOString()}/${kind ?? ''}`,
    ttlSeconds: Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1000)),
  };
}
