import { type Purged } from './purges-account.decorator.js';

/**
 * The installation state of an account, and the record of its purge. It contains no personal data. All times are
 * milliseconds since the epoch. `installedAt` and `uninstalledAt` come from monday, the others from this app.
 */
export interface Installation {
  readonly installedAt?: number;
  readonly uninstalledAt?: number;
  /** When the app received the uninstall. Work that was queued before is not executed any more. */
  readonly removedAt?: number;
  /**
   * When an uninstall arrived that may be forged and that monday did not confirm. Nothing ended; a proven request of
   * the account cancels the purge.
   */
  readonly suspectedAt?: number;
  /** The event behind `suspectedAt`. */
  readonly suspicion?: Suspicion;
  /** When the purge is due; absent while the app is installed, and after the purge. */
  readonly purgeDueAt?: number;
  readonly purgedAt?: number;
  /** Number of records that the last purge deleted, by the name of the data. */
  readonly purged?: Readonly<Record<string, Purged>>;
}

/** An uninstall that may be forged. It contains no personal data. */
export interface Suspicion {
  /** Time of the event. */
  readonly at: number;
  /** The user that the event names. */
  readonly userId: string;
  /** When the app last checked whether monday refuses the account. */
  readonly recheckedAt?: number;
}

/** An uninstall that may be forged, with the time when it arrived. */
export interface SuspectedUninstall extends Suspicion {
  readonly suspectedAt: number;
}

/** Whether the account has uninstalled the app, as far as the app knows. */
export function isRemoved({ installedAt, uninstalledAt }: Installation): boolean {
  return uninstalledAt !== undefined && uninstalledAt >= (installedAt ?? 0);
}

/** Whether monday reported an install, and neither an uninstall nor a purge followed. */
export function isInstalled(installation: Installation): boolean {
  const { installedAt, purgedAt = 0 } = installation;
  return installedAt !== undefined && !isRemoved(installation) && installedAt > purgedAt;
}
