import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Variables } from '../../../src/config/index.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { AppProcess } from '../instances/app-process.js';
import { CuttingProxy } from '../services/cutting-proxy.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';

/** Asking without a pause would take the processor from what is asked. */
const POLL_MS = 20;

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const redis = new URL(REDIS_URL);
const redisAddress = { host: redis.hostname, port: Number(redis.port || 6379) };

const POSTGRES = {
  PERSISTENCE_DRIVER: 'postgres',
  STORAGE_DRIVER: 'postgres',
  SECURE_STORAGE_DRIVER: 'postgres',
};

/** The app as a process, whose connections go silent without a reset, as those through a NAT that forgets them. */
describe('an app whose servers have gone silent', () => {
  let dataDir: string;
  let proxy: CuttingProxy | undefined;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'silent-'));
  });
  afterEach(async () => {
    await AppProcess.killAll();
    await proxy?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = (variables: Variables): Promise<AppProcess> =>
    AppProcess.start(testVariables(dataDir, {}, variables));
  /** Asks for the health again and again. */
  const untilHealthIs = async (status: number, app: AppProcess): Promise<void> => {
    while ((await fetch(`${app.url}/health`)).status !== status) {
      await pause(POLL_MS);
    }
  };

  /** Its health says so, a request waits for an answer when it is stopped, and it stops nevertheless. */
  const fallSilentAndStop = async (app: AppProcess): Promise<void> => {
    await untilHealthIs(200, app);
    proxy?.freeze();
    await untilHealthIs(503, app);
    const waiting = fetch(`${app.url}/auth/me`, { headers: { cookie: `session=${'x'.repeat(43)}` } }).then(
      () => undefined,
      () => undefined,
    );
    expect(await app.stop()).toBe(0);
    await waiting;
  };

  describeService('a real Postgres', postgresAddress(), () => {
    const schema = PostgresSchema.ofTests();
    const variables = async (): Promise<Variables> => {
      proxy = await CuttingProxy.start(postgresAddress());
      return { ...POSTGRES, QUEUE_DRIVER: 'bullmq-postgres', DATABASE_URL: schema().url(proxy.address) };
    };

    it('answers 503 on /health, and stops with exit code 0', async () => {
      await fallSilentAndStop(await start(await variables()));
    }, 60_000);

    it('is healthy again by itself', async () => {
      const app = await start(await variables());
      proxy?.freeze();
      await untilHealthIs(503, app);
      await untilHealthIs(200, app);
      expect(await app.stop()).toBe(0);
    }, 60_000);
  });

  describeService('a real Redis', redisAddress, () => {
    it('answers 503 on /health, and stops with exit code 0', async () => {
      proxy = await CuttingProxy.start(redisAddress);
      const { host, port } = proxy.address;
      await fallSilentAndStop(
        await start({ QUEUE_DRIVER: 'bullmq-redis', REDIS_URL: `redis://${host}:${port}/15` }),
      );
    }, 60_000);
  });
});
