import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Persistence, unlessConflict } from '../persistence/index.js';
import { InstallationStore } from './installation.store.js';
import { PurgeHandlers } from './purge-handlers.js';
import { PurgeSchedule } from './purge-schedule.js';
import { type Purged } from './purges-account.decorator.js';

/** How long an instance may not hear of an uninstall that another took in. */
const LONGEST_WAIT_MS = 10 * 60 * 1000;
const RETRY_MS = 60 * 1000;
/** Longer than a purge takes; after it, who held it counts as gone. */
const LEASE_SECONDS = 15 * 60;

const leaseKey = (accountId: string): string => `account-data/leases/${encodeURIComponent(accountId)}`;

/**
 * Removes the data of accounts that uninstalled the app, once their grace period is over. What is due is kept in the
 * store, so that a restart forgets nothing; one instance at a time works on an account.
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
    private readonly handlers: PurgeHandlers,
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    // Here rather than at the first purge, weeks later, an app whose list is wrong stops.
    this.handlers.all();
    this.plan(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    this.cancel?.();
    await this.running;
  }

  /** Looks again for what is due; called when an account left. */
  wake(): void {
    this.plan(0);
  }

  /** Removes what is due now. @returns when to look again, in milliseconds from now */
  async run(): Promise<number> {
    const schedule = Object.entries(await this.schedule.read());
    let failed = false;
    for (const [accountId, dueAt] of schedule) {
      if (this.isStopped) break;
      if (dueAt > this.clock.now()) continue;
      failed = !(await this.purge(accountId)) || failed;
    }
    const later = schedule.map(([, dueAt]) => dueAt - this.clock.now()).filter((wait) => wait > 0);
    return Math.min(failed ? RETRY_MS : LONGEST_WAIT_MS, ...later);
  }

  /** Resolves to whether the account's data is gone, or is none of our business any more. */
  private async purge(accountId: string): Promise<boolean> {
    if (!(await this.takeLease(accountId))) return false;
    try {
      const { purgeDueAt } = await this.installations.find(accountId);
      // Another instance was faster, or the account came back.
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
      // One after another: whoever wakes it while it runs is served by the next round.
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
