import { Injectable, Logger } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { Clock } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import { AccountDirectory } from './account-directory.js';
import { Persistence, type Entry, type Operation } from '../persistence/index.js';
import {
  isInstalled,
  isRemoved,
  type Installation,
  type SuspectedUninstall,
  type Suspicion,
} from './installation.js';
import { PurgeSchedule } from './purge-schedule.js';
import { type Purged } from './purges-account.decorator.js';

/** Maximum time until an instance learns of an uninstall that another instance received. */
const FRESH_MS = 5_000;
const CAPACITY = 10_000;
/** Longer than an instance may take to learn of a scheduled purge. */
const HEARD_MS = 15 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
/** One day less than monday allows for the deletion (docs/monday-platform.md#requirements-of-the-marketplace). */
const SUSPECTED_GRACE_MS = 9 * 24 * HOUR_MS;
/** monday may revoke the tokens only after it sent the event, so the first question comes early, and the last ones rarely. */
const RECHECK_MS = { first: 10 * 60 * 1000, longest: 6 * HOUR_MS };
const NO_SUSPICION = { suspectedAt: undefined, suspicion: undefined };

const PREFIX = 'account-data/lives/';
const PAGE = 500;

const keyOf = (accountId: string): string => `${PREFIX}${encodeURIComponent(accountId)}`;

export interface InstalledAccount {
  readonly accountId: string;
  readonly installedAt: number;
}

/** Stores which accounts installed and uninstalled the app, and whether their data was purged. */
@Injectable()
export class InstallationStore {
  private readonly logger = new Logger(InstallationStore.name);
  private readonly cached: BoundedMap<string, Installation>;
  /** Accounts with a scheduled purge that a proven request may cancel. */
  private readonly watched = new Set<string>();
  /** When accounts that are not watched sent their last proven request, in case an instance has scheduled their purge. */
  private readonly heard: BoundedMap<string, number>;

  constructor(
    private readonly persistence: Persistence,
    private readonly schedule: PurgeSchedule,
    private readonly directory: AccountDirectory,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {
    const now = (): number => clock.now();
    this.cached = new BoundedMap({ capacity: CAPACITY, ttlMs: FRESH_MS, now });
    this.heard = new BoundedMap({ capacity: CAPACITY, ttlMs: HEARD_MS, now });
  }

  async find(accountId: string): Promise<Installation> {
    return this.read(accountId, await this.persistence.get(keyOf(accountId)));
  }

  /** Records an install, also a repeated one. An install after the last uninstall cancels the purge. */
  async installed(accountId: string, at: number): Promise<void> {
    await this.directory.note(accountId);
    await this.change(accountId, (installation) => {
      const next = { ...installation, installedAt: Math.max(at, installation.installedAt ?? 0) };
      return isRemoved(next) ? next : { ...next, ...NO_SUSPICION, purgeDueAt: undefined };
    });
  }

  /**
   * Records an uninstall and schedules the purge in the same write.
   * @returns false if the app was installed again in the meantime
   */
  async uninstalled(accountId: string, at: number): Promise<boolean> {
    const installation = await this.change(accountId, (before) => {
      if (at < (before.installedAt ?? 0)) return before;
      // A repeated delivery does not restart the grace period or a completed purge.
      if (isRemoved(before) && at <= (before.uninstalledAt ?? 0)) return before;
      const removedAt = this.clock.now();
      const graceEndsAt = removedAt + this.config.monday.uninstallGraceHours * HOUR_MS;
      const purgeDueAt = Math.min(before.purgeDueAt ?? graceEndsAt, graceEndsAt);
      return { ...before, ...NO_SUSPICION, uninstalledAt: at, removedAt, purgeDueAt };
    });
    return isRemoved(installation) && at >= (installation.installedAt ?? 0);
  }

  /**
   * Records an uninstall that may be forged, unless the app was installed again. Nothing ends, and the purge is due
   * after nine days. A repeated delivery does not postpone it.
   */
  async suspected(accountId: string, suspicion: Suspicion): Promise<void> {
    const { suspectedAt } = await this.change(accountId, (before) => {
      if (isRemoved(before) || before.suspectedAt !== undefined) return before;
      if (suspicion.at < (before.installedAt ?? 0)) return before;
      const now = this.clock.now();
      return { ...before, suspectedAt: now, suspicion, purgeDueAt: now + SUSPECTED_GRACE_MS };
    });
    if (suspectedAt !== undefined) this.watched.add(accountId);
  }

  /**
   * The uninstall that may be forged, if it is time to check the account with monday. Of several instances, only one
   * receives it. The time between two questions grows from ten minutes to six hours.
   */
  async takeRecheck(accountId: string): Promise<SuspectedUninstall | undefined> {
    let taken: SuspectedUninstall | undefined;
    await this.change(accountId, (before) => {
      taken = undefined;
      const { suspectedAt, suspicion } = before;
      const now = this.clock.now();
      if (suspectedAt === undefined || suspicion === undefined) return before;
      if (now < recheckDueAt(suspectedAt, suspicion.recheckedAt)) return before;
      taken = { ...suspicion, suspectedAt };
      return { ...before, suspicion: { ...suspicion, recheckedAt: now } };
    });
    return taken;
  }

  /**
   * Watches for proven requests of these accounts, whose purges are scheduled. A request counts too that this instance
   * received before it knew of the schedule, such as the one that started it.
   */
  async watch(accountIds: readonly string[]): Promise<void> {
    this.watched.clear();
    for (const accountId of accountIds) {
      const at = this.heard.get(accountId);
      this.heard.delete(accountId);
      if (at === undefined || !(await this.cancelSuspicion(accountId, at))) this.watched.add(accountId);
    }
  }

  /**
   * A proven request of the account arrived, so the app is installed there. Cancels the purge after an uninstall that
   * may be forged. Costs look-ups in memory, for all other accounts.
   * @param at when the request was signed, in milliseconds since the epoch; default now. After an uninstall, tokens that
   *   were issued before it are still valid.
   */
  heardFrom(accountId: string, at = this.clock.now()): void {
    this.directory.note(accountId).catch((error: unknown) => {
      this.logger.warn({ event: 'account_data.account_not_noted', accountId, err: error });
    });
    if (!this.watched.delete(accountId)) {
      this.heard.set(accountId, at);
      return;
    }
    this.cancelSuspicion(accountId, at)
      .then((isCancelled) => {
        if (!isCancelled) this.watched.add(accountId);
      })
      .catch((error: unknown) => {
        this.watched.add(accountId);
        this.logger.warn({ event: 'account_data.suspicion_kept', accountId, err: error });
      });
  }

  /** @returns false if the uninstall is newer than the request */
  private async cancelSuspicion(accountId: string, at: number): Promise<boolean> {
    const { suspectedAt } = await this.change(accountId, (before) =>
      before.suspectedAt === undefined || at < before.suspectedAt
        ? before
        : { ...before, ...NO_SUSPICION, purgeDueAt: undefined },
    );
    return suspectedAt === undefined;
  }

  async purged(accountId: string, removed: Readonly<Record<string, Purged>>): Promise<void> {
    await this.directory.forget(accountId);
    await this.change(accountId, ({ suspectedAt, suspicion: _, ...installation }) => ({
      ...installation,
      // Work that was queued before is not executed any more.
      ...(suspectedAt !== undefined && { removedAt: this.clock.now() }),
      purgeDueAt: undefined,
      purgedAt: this.clock.now(),
      purged: removed,
    }));
  }

  /**
   * The accounts that installed the app, in the order of their ids.
   * @param after only accounts after this one
   * @throws PersistenceUnsupportedError if the store cannot list its keys
   */
  async *installedAccounts(after?: string): AsyncGenerator<InstalledAccount, void, undefined> {
    const from = after === undefined ? undefined : keyOf(after);
    for await (const page of this.persistence.pages({ prefix: PREFIX, after: from, limit: PAGE })) {
      for (const { key, value } of page) {
        const installation = JSON.parse(value) as Installation;
        const { installedAt } = installation;
        if (installedAt === undefined || !isInstalled(installation)) continue;
        yield { accountId: decodeURIComponent(key.slice(PREFIX.length)), installedAt };
      }
    }
  }

  /** Whether the account has uninstalled the app or lost its data since this time. */
  async hasLeftSince(accountId: string, time: number): Promise<boolean> {
    const installation = this.cached.get(accountId) ?? (await this.find(accountId));
    const { removedAt, purgedAt = 0 } = installation;
    if (removedAt === undefined || time >= removedAt) return false;
    return isRemoved(installation) || purgedAt >= removedAt;
  }

  private async change(
    accountId: string,
    next: (installation: Installation) => Installation,
  ): Promise<Installation> {
    let installation: Installation = {};
    const written = await this.persistence.update(keyOf(accountId), async (entry) => {
      const before = this.read(accountId, entry);
      installation = next(before);
      if (installation === before) return undefined;
      return {
        value: JSON.stringify(installation),
        others: await this.agendaWrites(accountId, before, installation),
      };
    });
    if (written) this.cached.set(accountId, installation);
    return installation;
  }

  private async agendaWrites(
    accountId: string,
    before: Installation,
    { purgeDueAt }: Installation,
  ): Promise<Operation[]> {
    return before.purgeDueAt === purgeDueAt ? [] : [await this.schedule.operation(accountId, purgeDueAt)];
  }

  private read(accountId: string, entry: Entry | undefined): Installation {
    const installation = entry ? (JSON.parse(entry.value) as Installation) : {};
    this.cached.set(accountId, installation);
    return installation;
  }
}

/** The wait doubles, because it is as long as the time until the last question. */
function recheckDueAt(suspectedAt: number, recheckedAt = suspectedAt): number {
  const elapsed = recheckedAt - suspectedAt;
  return recheckedAt + Math.min(RECHECK_MS.longest, Math.max(RECHECK_MS.first, elapsed));
}
