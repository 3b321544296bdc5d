import { type Purged } from './purges-account.decorator.js';

/**
 * What is known of an account's installs, and the proof of its purge. It names no person.
 * All times are milliseconds since the epoch; `installedAt` and `uninstalledAt` are monday's, the others ours.
 */
export interface Installation {
  readonly installedAt?: number;
  readonly uninstalledAt?: number;
  /** When we heard of the uninstall: work that was queued before it is not done any more. */
  readonly removedAt?: number;
  /** When its data must go; absent while the app is installed, and once it is done. */
  readonly purgeDueAt?: number;
  readonly purgedAt?: number;
  /** What the last purge removed, by the name of the data. */
  readonly purged?: Readonly<Record<string, Purged>>;
}

/** Whether the app is gone from the account, as far as we heard. */
export function isRemoved({ installedAt, uninstalledAt }: Installation): boolean {
  return uninstalledAt !== undefined && uninstalledAt >= (installedAt ?? 0);
}
