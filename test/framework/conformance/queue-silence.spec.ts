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
import { type Delivery, type Outcome } from '../../../src/queue/queue.driver.js';
import { CuttingProxy } from '../services/cutting-proxy.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const redis = new URL(REDIS_URL);
const redisAddress = { host: redis.hostname, port: Number(redis.port || 6379) };

/** A queue behind a proxy, and what was handled of it. */
class Stage {
  readonly handled: Delivery[] = [];
  private onHandled: (() => void) | undefined;

  private constructor(
    readonly proxy: CuttingProxy,
    readonly driver: BullMqQueueDriver,
  ) {}

  static async open(
    target: { readonly host: string; readonly port: number },
    backend: (proxy: CuttingProxy) => BullMqBackend,
    handle: (delivery: Delivery, stage: Stage) => Outcome = () => ({ type: 'done' }),
    watchIntervalMs = 60_000,
  ): Promise<Stage> {
    const proxy = await CuttingProxy.start(target);
    const options = { visibilityTimeoutMs: 2_000, watchIntervalMs };
    const stage = new Stage(
      proxy,
      new BullMqQueueDriver(backend(proxy), { ...BULLMQ_SETTINGS, clock: SYSTEM_CLOCK, ...options }),
    );
    await stage.driver.open();
    await stage.driver.start((delivery) => {
      const outcome = handle(delivery, stage);
      stage.handled.push(delivery);
      stage.onHandled?.();
      return Promise.resolve(outcome);
    });
    return stage;
  }

  /** Retries a publish until it is acknowledged. */
  async publish(id: string, delayMs = 0): Promise<void> {
    for (;;) {
      try {
        return await this.driver.publish({ id, body: 'x', priority: 'normal', delayMs });
      } catch {
        // The connection was silent.
      }
    }
  }

  async waitFor(id: string, attempt = 1): Promise<void> {
    while (!this.handled.some((each) => each.id === id && each.attempt >= attempt)) {
      await new Promise<void>((resolve) => (this.onHandled = resolve));
    }
  }

  async close(): Promise<void> {
    await this.driver.stop(0);
    await this.driver['queue'].obliterate({ force: true }).catch(() => undefined);
    await this.driver.close();
    await this.proxy.close();
  }
}

describe('a queue whose connections stop responding', () => {
  let stage: Stage | undefined;

  beforeEach(() => {
    for (const level of ['warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockImplementation();
  });
  afterEach(async () => {
    stage?.proxy.heal();
    await stage?.close();
    stage = undefined;
    jest.restoreAllMocks();
  });

  const suite = (
    target: { readonly host: string; readonly port: number },
    backend: (proxy: CuttingProxy) => BullMqBackend,
  ): void => {
    it('recovers by itself, and reports that it is unhealthy until then', async () => {
      stage = await Stage.open(target, backend);
      // For whose time BullMQ on Postgres waits up to an hour, and so for the word of its server.
      await stage.publish('far away', 3_600_000);
      await stage.publish('before');
      await stage.waitFor('before');
      await stage.driver.check();
      stage.proxy.freeze();
      const answered = stage.driver.check().then(
        () => 'healthy',
        () => 'failed',
      );
      const soon = new Promise((resolve) => setTimeout(resolve, 300, 'silent'));
      expect(await Promise.race([answered, soon])).not.toBe('healthy');
      await stage.publish('after');
      await stage.waitFor('after');
      await stage.driver.check();
    }, 60_000);

    it('stops and closes if the server does not answer', async () => {
      stage = await Stage.open(target, backend);
      await stage.publish('before');
      await stage.waitFor('before');
      stage.proxy.freeze();
      await stage.driver.stop(5_000);
      await stage.driver.close();
      await stage.proxy.close();
      stage = undefined;
    });

    it('delivers a message again if its retry could not be stored', async () => {
      stage = await Stage.open(target, backend, ({ attempt }, { proxy }) => {
        if (attempt === 1) {
          proxy.cut();
          proxy.heal();
        }
        return attempt === 1 ? { type: 'retry', delayMs: 0 } : { type: 'done' };
      });
      await stage.publish('retried');
      await stage.waitFor('retried', 2);
    }, 60_000);

    it('replaces a worker that receives no messages', async () => {
      stage = await Stage.open(target, backend, undefined, 200);
      const stuck = stage.driver['consumer'];
      await stuck?.client.pause(true);
      // For the first message it was waiting when it was paused.
      for (const id of ['taken', 'left lying']) {
        await stage.publish(id);
        await stage.waitFor(id);
      }
      expect(stage.driver['consumer'] === stuck).toBe(false);
    });
  };

  describeService('a real Redis', redisAddress, () => {
    const prefix = `test-${randomBytes(8).toString('hex')}`;
    suite(redisAddress, ({ address }) => {
      const url = `redis://${address.host}:${address.port}`;
      // Longer than BullMQ has an idle worker wait, which is five seconds.
      return new BullMqRedisBackend({
        ...BULLMQ_REDIS_SETTINGS,
        url,
        prefix,
        commandTimeoutMs: 1_000,
        silenceMs: 6_500,
      });
    });
  });

  describeService('a real Postgres', postgresAddress(), () => {
    const schema = PostgresSchema.ofTests();
    suite(
      postgresAddress(),
      ({ address }) =>
        new BullMqPostgresBackend({
          ...BULLMQ_POSTGRES_SETTINGS,
          url: schema().url(address),
          statementTimeoutMs: 1_000,
          heartbeatMs: 200,
        }),
    );
  });
});
