import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Persistence, unlessConflict } from '../persistence/index.js';
import { InstallationStore } from './installation.store.js';
import { PurgeHandlerRegistry } from './purge-handler.registry.js';
import { PurgeSchedule } from './purge-schedule.js';
import { type Purged } from './purges-account.decorator.js';

/** Maximum time until an instance learns of an uninstall that another instance received. */
const LONGEST_WAIT_MS = 10 * 60 * 1000;
const RETRY_MS = 60 * 1000;
/** Longer than a purge takes. After this time, the holder of the lease is considered dead. */
const LEASE_SECONDS = 15 * 60;

const leaseKey = (accountId: string): string => `account-data/leases/${encodeURIComponent(accountId)}`;

/**
 * Deletes the data of accounts that uninstalled the app, after their grace period. Due purges are stored, so a restart
 * loses none. Only one instance works on an account at a time.
 */
@Injectable()
export class AccountPurge implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AccountPurge.name);
  private cancel: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly schedule: PurgeSchedule,
    private readonly installations: InstallationStore,
    private readonly handlers: PurgeHandlerRegistry,
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.plan(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    this.cancel?.();
    await this.running;
  }

  /** Checks for due purges again; called after an uninstall. */
  wake(): void {
    this.plan(0);
  }

  /** Runs the purges that are due. @returns milliseconds until the next check */
  async run(): Promise<number> {
    const schedule = Object.entries(await this.schedule.read());
    await this.installations.watch(schedule.map(([accountId]) => accountId));
    let failed = false;
    for (const [accountId, dueAt] of schedule) {
      if (this.isStopped) break;
      if (dueAt > this.clock.now()) continue;
      failed = !(await this.purge(accountId)) || failed;
    }
    const later = schedule.map(([, dueAt]) => dueAt - this.clock.now()).filter((wait) => wait > 0);
    return Math.min(failed ? RETRY_MS : LONGEST_WAIT_MS, ...later);
  }

  /** Resolves to true if the account's data is deleted, or if its purge is no longer this instance's task. */
  private async purge(accountId: string): Promise<boolean> {
    if (!(await this.takeLease(accountId))) return false;
    try {
      const { purgeDueAt } = await this.installations.find(accountId);
      // Another instance has purged the account, or the account installed the app again.
      if (purgeDueAt === undefined || purgeDueAt > this.clock.now()) return true;
      const removed = await this.removeAll(accountId);
      await this.installations.purged(accountId, removed);
      this.logger.log({ event: 'account_data.purged', accountId, removed }, 'data of an account was deleted');
      return true;
    } catch (error) {
      this.logger.error({ event: 'account_data.purge_failed', accountId, err: error });
      return false;
    } finally {
      await this.persistence.delete(leaseKey(accountId)).catch(() => undefined);
    }
  }

  private async removeAll(accountId: string): Promise<Record<string, Purged>> {
    const removed: Record<string, Purged> = {};
    for (const [what, purge] of this.handlers.all()) removed[what] = await purge(accountId);
    return removed;
  }

  private async takeLease(accountId: string): Promise<boolean> {
    const options = { version: null, ttlSeconds: LEASE_SECONDS };
    const taken = await unlessConflict(this.persistence.upsert(leaseKey(accountId), 'held', options));
    return taken !== undefined;
  }

  private plan(milliseconds: number): void {
    if (this.isStopped) return;
    this.cancel?.();
    this.cancel = this.clock.after(milliseconds, () => {
      // Runs are sequential: a wake-up during a run triggers another run.
      this.running = (this.running ?? Promise.resolve()).then(() => this.round());
    });
  }

  private async round(): Promise<void> {
    if (this.isStopped) return;
    try {
      this.plan(Math.max(1, await this.run()));
    } catch (error) {
      this.logger.error({ event: 'account_data.purge_failed', err: error });
      this.plan(RETRY_MS);
    }
  }
}
