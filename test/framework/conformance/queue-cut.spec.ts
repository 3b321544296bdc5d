import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import {
  BULLMQ_SETTINGS,
  BullMqQueueDriver,
  type BullMqBackend,
} from '../../../src/queue/drivers/bullmq.driver.js';
import {
  BULLMQ_POSTGRES_SETTINGS,
  BullMqPostgresBackend,
} from '../../../src/queue/drivers/bullmq-postgres-backend.js';
import {
  BULLMQ_REDIS_SETTINGS,
  BullMqRedisBackend,
} from '../../../src/queue/drivers/bullmq-redis-backend.js';
import { CuttingProxy } from '../services/cutting-proxy.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const redis = new URL(REDIS_URL);
const redisAddress = { host: redis.hostname, port: Number(redis.port || 6379) };

const VISIBILITY_MS = 2_000;
const PUBLISHERS = 8;
const BEFORE_CUT = 100;
const AFTER_HEAL = 200;

/** Of a test that did not come to its end: what it left running would disturb all others of this process. */
const leftovers = new Set<() => Promise<void>>();

/** A server that is disconnected under load: acknowledged messages are handled, all others have failed. */
async function cutInTheMiddle(proxy: CuttingProxy, backend: () => BullMqBackend): Promise<void> {
  const driver = new BullMqQueueDriver(backend(), {
    ...BULLMQ_SETTINGS,
    clock: SYSTEM_CLOCK,
    visibilityTimeoutMs: VISIBILITY_MS,
  });
  await driver.open();
  const acknowledged = new Set<string>();
  const handled = new Set<string>();
  let failures = 0;
  let onProgress = (): void => undefined;
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      onProgress = () => {
        if (condition()) resolve();
      };
      onProgress();
    });
  await driver.start(({ id }) => {
    handled.add(id);
    onProgress();
    return Promise.resolve({ type: 'done' });
  });

  let publishing = true;
  const close = async (): Promise<void> => {
    leftovers.delete(close);
    publishing = false;
    await driver.stop(1_000);
    await driver['queue'].obliterate({ force: true });
    await driver.close();
  };
  leftovers.add(close);
  const publish = async (publisher: number): Promise<void> => {
    for (let n = 0; publishing; n += 1) {
      const id = `${publisher}-${n}`;
      try {
        await driver.publish({ id, body: 'x', priority: 'normal', delayMs: 0 });
        acknowledged.add(id);
      } catch {
        failures += 1;
      }
      onProgress();
    }
  };
  const publishers = Array.from({ length: PUBLISHERS }, (_, publisher) => publish(publisher));

  await until(() => acknowledged.size >= BEFORE_CUT);
  proxy.cut();
  await until(() => failures >= PUBLISHERS);
  proxy.heal();
  const healedAt = acknowledged.size;
  await until(() => acknowledged.size >= healedAt + AFTER_HEAL);
  publishing = false;
  await Promise.all(publishers);
  await until(() => [...acknowledged].every((id) => handled.has(id)));
  await close();
}

describe('a queue whose server is cut off', () => {
  beforeEach(() => {
    for (const level of ['warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockImplementation();
  });
  afterEach(async () => {
    await Promise.all([...leftovers].map((close) => close()));
    jest.restoreAllMocks();
  });

  describeService('a real Redis', redisAddress, () => {
    it('refuses messages in the meantime and handles all that it acknowledged', async () => {
      const proxy = await CuttingProxy.start(redisAddress);
      const url = new URL(REDIS_URL);
      url.host = `${proxy.address.host}:${proxy.address.port}`;
      const prefix = `test-${randomBytes(8).toString('hex')}`;
      await cutInTheMiddle(
        proxy,
        () => new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url: url.href, prefix }),
      );
      await proxy.close();
    }, 60_000);

    it('does not wait forever for a server that stopped responding', async () => {
      const proxy = await CuttingProxy.start(redisAddress);
      const url = `redis://${proxy.address.host}:${proxy.address.port}`;
      const driver = new BullMqQueueDriver(
        new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url, commandTimeoutMs: 1_000 }),
        { ...BULLMQ_SETTINGS, clock: SYSTEM_CLOCK },
      );
      await driver.open();
      proxy.freeze();
      const publishing = driver.publish({ id: 'm', body: 'x', priority: 'normal', delayMs: 0 });
      await expect(publishing).rejects.toMatchObject({ code: 'queue.unavailable', status: 503 });
      proxy.cut();
      await driver.close();
      await proxy.close();
    });
  });

  describeService('a real Postgres', postgresAddress(), () => {
    it('refuses messages in the meantime and handles all that it acknowledged', async () => {
      const schema = await PostgresSchema.create();
      const proxy = await CuttingProxy.start(postgresAddress());
      await cutInTheMiddle(
        proxy,
        () => new BullMqPostgresBackend({ ...BULLMQ_POSTGRES_SETTINGS, url: schema.url(proxy.address) }),
      );
      await proxy.close();
      await schema.drop();
    }, 60_000);

    it('only fails to open if the connection is cut while its tables are created', async () => {
      const schema = await PostgresSchema.create();
      const proxy = await CuttingProxy.start(postgresAddress());
      const release = await schema.lockQueueMigrations();
      const driver = new BullMqQueueDriver(
        new BullMqPostgresBackend({ ...BULLMQ_POSTGRES_SETTINGS, url: schema.url(proxy.address) }),
        { ...BULLMQ_SETTINGS, clock: SYSTEM_CLOCK },
      );
      const opening = driver.open();
      await schema.waitForLock();
      proxy.cut();
      await expect(opening).rejects.toThrow();
      await release();
      await driver.close();
      await proxy.close();
      await schema.drop();
    });
  });
});
