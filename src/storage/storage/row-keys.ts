import { COUNTED_PREFIX } from 'monday-persistence/driver-kit';
import { type CounterOptions, type StorageRow } from './storage.driver.js';
import { counterWindow } from './counter-period.js';

/**
 * How rows and counters are named in the app's persistence. The account is encoded, so that it has no `/`, and whatever
 * a client chooses comes last: no key leads out of its account or into the other kind of row.
 */
export function rowPrefix(accountId: string, shared: boolean): string {
  return `${accountPrefix(accountId)}${shared ? 's' : 'p'}/`;
}

export function rowKey({ accountId, key, shared }: StorageRow): string {
  return `${rowPrefix(accountId, shared)}${key}`;
}

/** What all names of an account begin with. */
export function accountPrefix(accountId: string): string {
  return `${COUNTED_PREFIX}${encodeURIComponent(accountId)}/`;
}

/** The name of the counter's current turn, and for how long it counts, rounded up to whole seconds. */
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
