import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { Clock } from '../../clock/index.js';
import { Persistence } from '../../persistence/index.js';
import { type AccountBudget } from './account-budget.js';

/** Interval at which an instance publishes that it makes calls for an account, and reads which other instances do. */
const EVERY_MS = 2_000;
const PRESENT_SECONDS = 6;
const MAX_INSTANCES = 100;
/** More than the number of accounts that an instance makes calls for in two seconds. */
const MAX_SYNCED = 10_000;

interface Note {
  /** Milliseconds since the epoch; 0 if there is no pause. */
  readonly pausedUntil: number;
}

/**
 * Shares budgets between the instances that use one store: the number of instances that make calls for an account,
 * which divide its concurrency, and the end of a pause that monday requested. It costs one write and one read every two
 * seconds for each active account, independent of the number of calls. It uses the store of the app's state, also if
 * the queue is on Redis.
 */
@Injectable()
export class SharedBudgets {
  private readonly logger = new Logger(SharedBudgets.name);
  private readonly instance = randomUUID();
  /** Accounts that do not need an update now. */
  private readonly synced: BoundedSet<string>;

  constructor(
    private readonly persistence: Persistence,
    clock: Clock,
  ) {
    this.synced = new BoundedSet({ capacity: MAX_SYNCED, ttlMs: EVERY_MS, now: () => clock.now() });
  }

  /**
   * Updates the account's budget if the last update was long ago. Never fails, because a call does not depend on it.
   */
  async sync(accountId: string, budget: AccountBudget): Promise<void> {
    if (!this.isShared) return;
    if (this.synced.has(accountId)) return;
    this.synced.add(accountId);
    await this.exchange(accountId, budget);
  }

  /** Immediately informs other instances that monday requested a pause. */
  async announce(accountId: string, budget: AccountBudget): Promise<void> {
    if (this.isShared) await this.exchange(accountId, budget);
  }

  /** On the stores of monday code, updates would use up the calls per second or per day. */
  private get isShared(): boolean {
    const { sharedCompareAndSet, scan, scarceCalls } = this.persistence.capabilities;
    return sharedCompareAndSet && scan && !scarceCalls;
  }

  private async exchange(accountId: string, budget: AccountBudget): Promise<void> {
    const prefix = `monday/budgets/${accountId}/`;
    try {
      const note: Note = { pausedUntil: budget.pausedUntil };
      const ttlSeconds = PRESENT_SECONDS + Math.ceil(budget.pauseLeft / 1000);
      await this.persistence.upsert(`${prefix}${this.instance}`, JSON.stringify(note), { ttlSeconds });
      const notes = await this.persistence.scan({ prefix, limit: MAX_INSTANCES });
      budget.instances = Math.max(1, notes.length);
      for (const { value } of notes) budget.pauseUntil((JSON.parse(value) as Note).pausedUntil);
    } catch (error) {
      this.logger.warn({ event: 'monday.budgets_not_shared', reason: (error as Error).name });
    }
  }
}
