import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import { Persistence, PersistenceConflictError, type Operation, type Version } from '../persistence/index.js';
import { isRemoved, type AccountLife } from './account-life.js';
import { PurgeAgenda } from './purge-agenda.js';
import type { Purged } from './purges-account.decorator.js';

const MAX_ATTEMPTS = 20;
/** An instance hears of another's uninstall within this time. */
const FRESH_MS = 5_000;
const CAPACITY = 10_000;
const HOUR_MS = 60 * 60 * 1000;

const keyOf = (accountId: string): string => `account-data/lives/${encodeURIComponent(accountId)}`;

interface Cached {
  readonly life: AccountLife;
  readonly readAt: number;
}

/** Which accounts installed and uninstalled the app, and what became of their data. */
@Injectable()
export class AccountLives {
  private readonly cached = new Map<string, Cached>();

  constructor(
    private readonly persistence: Persistence,
    private readonly agenda: PurgeAgenda,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async find(accountId: string): Promise<AccountLife> {
    return (await this.read(accountId)).life;
  }

  /** An install, also one that comes again; a newer one than the last uninstall cancels the purge. */
  async installed(accountId: string, at: number): Promise<void> {
    await this.change(accountId, (life) => {
      const next = { ...life, installedAt: Math.max(at, life.installedAt ?? 0) };
      return isRemoved(next) ? next : { ...next, purgeDueAt: undefined };
    });
  }

  /**
   * An uninstall: its data is due after the grace period, in the same write.
   * @returns whether the app is gone; false where it was installed again since
   */
  async uninstalled(accountId: string, at: number): Promise<boolean> {
    const life = await this.change(accountId, (before) => {
      if (at < (before.installedAt ?? 0)) return before;
      // Delivered again: neither the grace period nor what is over begins anew.
      if (isRemoved(before) && at <= (before.uninstalledAt ?? 0)) return before;
      const removedAt = this.clock.now();
      const purgeDueAt = before.purgeDueAt ?? removedAt + this.config.monday.uninstallGraceHours * HOUR_MS;
      return { ...before, uninstalledAt: at, removedAt, purgeDueAt };
    });
    return isRemoved(life) && at >= (life.installedAt ?? 0);
  }

  async purged(accountId: string, removed: Readonly<Record<string, Purged>>): Promise<void> {
    await this.change(accountId, (life) => ({
      ...life,
      purgeDueAt: undefined,
      purgedAt: this.clock.now(),
      purged: removed,
    }));
  }

  /** Whether something that was asked for at this time is for an account that has left since, or whose data went. */
  async hasLeftSince(accountId: string, time: number): Promise<boolean> {
    const known = this.cached.get(accountId);
    const isFresh = known !== undefined && this.clock.now() - known.readAt < FRESH_MS;
    const life = isFresh ? known.life : await this.find(accountId);
    const { removedAt, purgedAt = 0 } = life;
    if (removedAt === undefined || time >= removedAt) return false;
    return isRemoved(life) || purgedAt >= removedAt;
  }

  private async change(accountId: string, next: (life: AccountLife) => AccountLife): Promise<AccountLife> {
    for (let attempt = 1; ; attempt += 1) {
      const { life, version } = await this.read(accountId);
      const changed = next(life);
      if (changed === life) return life;
      try {
        await this.write(accountId, life, changed, version);
        this.keep(accountId, changed);
        return changed;
      } catch (error) {
        if (!(error instanceof PersistenceConflictError) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  private async write(
    accountId: string,
    before: AccountLife,
    after: AccountLife,
    expected: Version | null,
  ): Promise<void> {
    const operations: Operation[] = [
      { type: 'put', key: keyOf(accountId), value: JSON.stringify(after), expected },
    ];
    if (before.purgeDueAt !== after.purgeDueAt) {
      operations.push(await this.agenda.operation(accountId, after.purgeDueAt));
    }
    await this.persistence.batch(operations);
  }

  private async read(accountId: string): Promise<{ life: AccountLife; version: Version | null }> {
    const entry = await this.persistence.get(keyOf(accountId));
    const life = entry ? (JSON.parse(entry.value) as AccountLife) : {};
    this.keep(accountId, life);
    return { life, version: entry?.version ?? null };
  }

  private keep(accountId: string, life: AccountLife): void {
    this.cached.delete(accountId);
    const [oldest] = this.cached.keys();
    if (this.cached.size >= CAPACITY && oldest !== undefined) this.cached.delete(oldest);
    this.cached.set(accountId, { life, readAt: this.clock.now() });
  }
}
