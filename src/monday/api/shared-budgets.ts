import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { Clock } from '../../clock/index.js';
import { Persistence } from '../../persistence/index.js';
import { type AccountBudget } from './account-budget.js';

/** How often an instance says that it calls for an account, and looks who else does. */
const EVERY_MS = 2_000;
const PRESENT_SECONDS = 6;
const MAX_INSTANCES = 100;
/** More accounts than an instance calls for in two seconds. */
const MAX_SYNCED = 10_000;

interface Note {
  /** Milliseconds since the epoch; 0 if there is no pause. */
  readonly pausedUntil: number;
}

/**
 * Tells instances that share a store of each other: how many call for an account, among whom its concurrency is split,
 * and until when monday wants peace. A write and a read every two seconds for an account that is in use, never one for a
 * call. The store is that of the app's state, wherever the queue is: with Redis too it is Postgres.
 */
@Injectable()
export class SharedBudgets {
  private readonly logger = new Logger(SharedBudgets.name);
  private readonly instance = randomUUID();
  /** The accounts that need no look now. */
  private readonly synced: BoundedSet<string>;

  constructor(
    private readonly persistence: Persistence,
    clock: Clock,
  ) {
    this.synced = new BoundedSet({ capacity: MAX_SYNCED, ttlMs: EVERY_MS, now: () => clock.now() });
  }

  /** Brings the account's budget up to date if that was long ago. Never fails: a call needs no neighbours. */
  async sync(accountId: string, budget: AccountBudget): Promise<void> {
    if (!this.isShared) return;
    if (this.synced.has(accountId)) return;
    this.synced.add(accountId);
    await this.exchange(accountId, budget);
  }

  /** Tells the others at once that monday wants peace. */
  async announce(accountId: string, budget: AccountBudget): Promise<void> {
    if (this.isShared) await this.exchange(accountId, budget);
  }

  /** On the vault of monday code each look would cost several of its 7 calls a second. */
  private get isShared(): boolean {
    const { sharedCompareAndSet, scan } = this.persistence.capabilities;
    return sharedCompareAndSet && scan;
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
