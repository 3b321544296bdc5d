import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { SYSTEM_CLOCK, type Clock } from '../../../src/clock/index.js';
import {
  PERSISTENT_QUEUE_SETTINGS,
  PersistentQueueDriver,
} from '../../../src/queue/drivers/persistent.driver.js';
import { type QueueDriver } from '../../../src/queue/queue.driver.js';
import { ManualClock } from '../support/manual-clock.js';
import {
  ALL_ABILITIES,
  queueDriverSuite,
  type QueueDriverOptions,
  type QueueHarness,
} from './queue.suite.js';

const STEP_MS = 20;

/** Each driver has its own connection to the file and its own clock, so that one can stand still while others go on. */
class SqliteQueueHarness implements QueueHarness {
  readonly visibilityMs = 600;
  private readonly time = new ManualClock();
  private readonly workers = new Map<QueueDriver, { clock: ManualClock; persistence: SqlitePersistence }>();
  private readonly abandoned = new Set<QueueDriver>();

  constructor(private readonly folder: string) {}

  static async create(): Promise<SqliteQueueHarness> {
    return new SqliteQueueHarness(await mkdtemp(join(tmpdir(), 'queue-')));
  }

  async driver(options: QueueDriverOptions = {}): Promise<QueueDriver> {
    const persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(this.folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    const clock = new ManualClock(this.now());
    const driver = new PersistentQueueDriver(persistence, {
      ...PERSISTENT_QUEUE_SETTINGS,
      ...options,
      clock,
      pollMs: STEP_MS,
    });
    await driver.open();
    this.workers.set(driver, { clock, persistence });
    return driver;
  }

  now(): number {
    return this.time.now();
  }

  clock(): Clock {
    return this.time;
  }

  async elapse(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += STEP_MS) {
      this.time.advance(STEP_MS);
      for (const [driver, { clock }] of this.workers) if (!this.abandoned.has(driver)) clock.advance(STEP_MS);
      await this.written();
    }
  }

  abandon(driver: QueueDriver): Promise<void> {
    this.abandoned.add(driver);
    return Promise.resolve();
  }

  async close(): Promise<void> {
    let stopping = true;
    const stopped = Promise.all([...this.workers.keys()].map((driver) => driver.stop(0))).then(() => {
      stopping = false;
    });
    this.abandoned.clear();
    while (stopping) await this.elapse(STEP_MS);
    await stopped;
    for (const { persistence } of this.workers.values()) await persistence.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What a tick set in motion is in the store after a few writes behind it. */
  private async written(): Promise<void> {
    for (let turn = 0; turn < 2; turn += 1) {
      await Promise.all(
        [...this.workers.values()].map(({ persistence }) => persistence.upsert('test/turn', String(turn))),
      );
    }
  }
}

queueDriverSuite('PersistentQueueDriver on SQLite', ALL_ABILITIES, () => SqliteQueueHarness.create());
