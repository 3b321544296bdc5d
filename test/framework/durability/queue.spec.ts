import { SYSTEM_CLOCK, SystemClock } from '../../../src/clock/index.js';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { BULLMQ_SETTINGS, BullMqQueueDriver } from '../../../src/queue/drivers/bullmq.driver.js';
import {
  BULLMQ_POSTGRES_SETTINGS,
  BullMqPostgresBackend,
} from '../../../src/queue/drivers/bullmq-postgres-backend.js';
import {
  BULLMQ_REDIS_SETTINGS,
  BullMqRedisBackend,
} from '../../../src/queue/drivers/bullmq-redis-backend.js';
import {
  PERSISTENT_QUEUE_SETTINGS,
  PersistentQueueDriver,
} from '../../../src/queue/drivers/persistent.driver.js';
import { placeOf, RUNNING } from '../../../src/queue/drivers/persistent-record.js';
import { type QueueDriver } from '../../../src/queue/queue.driver.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { QueueWorkerProcess, WorkerReports, type QueuePlace } from './queue-worker-process.js';

const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 3);
const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const redis = new URL(REDIS_URL);
const MESSAGES = 60;
const MAX_WAVES = 20;
const VISIBILITY_MS = 1_500;
/** So that a message is not taken over from a process that lives but is slow. */
const NEVER_VISIBLE_AGAIN_MS = 600_000;
/** Other with each round, so that the kills fall on different moments. */
const begunBeforeKill = (round: number) => 10 + ((round * 37) % 40);

jest.setTimeout(ROUNDS * 30_000);

afterEach(() => QueueWorkerProcess.killAll());

/** A queue of a test, with a publisher. */
interface TestedQueue {
  readonly place: QueuePlace;
  readonly publisher: QueueDriver;
  /** When the last message that is held counts as given up, if that can be told. */
  readonly heldUntil?: () => Promise<number>;
  close(): Promise<void>;
}

/**
 * What must hold of every backend: two processes share the work, both take part and nothing is handled twice; whatever one
 * holds that is killed with SIGKILL in the middle of its handlers, the next takes over.
 */
function processesOn(open: () => Promise<TestedQueue>): void {
  it('shares the messages among two processes, each handled once', async () => {
    const queue = await open();
    const reports = new WorkerReports();
    const start = () => QueueWorkerProcess.start(queue.place, NEVER_VISIBLE_AGAIN_MS, reports);
    const workers = await Promise.all([start(), start()]);
    const seen = () => new Set([...reports.begun.values()].flat()).size;
    // A fast process may be through with all of them before the other has looked.
    for (let wave = 1; wave <= MAX_WAVES && seen() < 2; wave++) {
      await publishAll(queue.publisher, `shared-${wave}`);
      await reports.until(({ ended }) => ended.size === wave * MESSAGES);
    }
    await drained(queue.publisher);
    expect([...reports.begun.values()].filter((pids) => pids.length > 1)).toEqual([]);
    expect(seen()).toBe(2);
    await Promise.all(workers.map((worker) => worker.kill()));
    await queue.close();
  });

  it(`leaves every message of a killed process to the next, ${ROUNDS} times in a row`, async () => {
    const queue = await open();
    const reports = new WorkerReports();
    const start = () => QueueWorkerProcess.start(queue.place, VISIBILITY_MS, reports);
    const published: string[] = [];
    let worker = await start();
    for (let round = 0; round < ROUNDS; round++) {
      const kept = reports.begun.size + begunBeforeKill(round);
      published.push(...(await publishAll(queue.publisher, String(round))));
      await reports.until(({ begun }) => begun.size >= kept);
      await worker.kill();
      if (queue.heldUntil) expect(await queue.heldUntil()).toBeLessThanOrEqual(Date.now() + VISIBILITY_MS);
      worker = await start();
    }
    await reports.until(({ ended }) => ended.size === published.length);
    expect([...reports.ended.keys()].sort()).toEqual(published.sort());
    await drained(queue.publisher);
    await worker.kill();
    await queue.close();
  });
}

async function publishAll(publisher: QueueDriver, name: string): Promise<string[]> {
  const ids = Array.from({ length: MESSAGES }, (_, n) => `${name}-${n}`);
  await Promise.all(ids.map((id) => publisher.publish({ id, body: 'x', priority: 'normal', delayMs: 0 })));
  return ids;
}

/** The last acknowledgement follows the last handler by a moment. */
async function drained(queue: QueueDriver): Promise<void> {
  for (;;) {
    const { ready, delayed, running } = await queue.stats();
    if (ready + delayed + running === 0) return;
    await wait(10);
  }
}

describe('processes on one SQLite file', () => {
  processesOn(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-kill-'));
    const path = join(folder, 'app.db');
    const persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK });
    await persistence.open();
    return {
      place: { kind: 'sqlite', target: path },
      publisher: new PersistentQueueDriver(persistence, {
        ...PERSISTENT_QUEUE_SETTINGS,
        clock: new SystemClock(),
      }),
      heldUntil: async () => {
        const held = await persistence.scan({ prefix: RUNNING, limit: MESSAGES });
        return Math.max(0, ...held.map(({ key }) => placeOf(key).dueAt));
      },
      close: async () => {
        await persistence.close();
        await rm(folder, { recursive: true });
      },
    };
  });
});

describeService('processes on one Postgres', postgresAddress(), () => {
  processesOn(async () => {
    const schema = await PostgresSchema.create();
    const publisher = new BullMqQueueDriver(
      new BullMqPostgresBackend({ ...BULLMQ_POSTGRES_SETTINGS, url: schema.url() }),
      { ...BULLMQ_SETTINGS, clock: SYSTEM_CLOCK },
    );
    await publisher.open();
    return {
      place: { kind: 'bullmq-postgres', target: schema.url() },
      publisher,
      close: async () => {
        await publisher.close();
        await schema.drop();
      },
    };
  });
});

describeService('processes on one Redis', { host: redis.hostname, port: Number(redis.port || 6379) }, () => {
  processesOn(async () => {
    const prefix = `test-${randomBytes(8).toString('hex')}`;
    const publisher = new BullMqQueueDriver(
      new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url: REDIS_URL, prefix }),
      { ...BULLMQ_SETTINGS, clock: SYSTEM_CLOCK },
    );
    await publisher.open();
    return {
      place: { kind: 'bullmq-redis', target: `${REDIS_URL}#${prefix}` },
      publisher,
      close: async () => {
        await publisher['queue'].obliterate({ force: true });
        await publisher.close();
      },
    };
  });
});
