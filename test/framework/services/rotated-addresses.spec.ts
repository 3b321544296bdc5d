import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import {
  BULLMQ_POSTGRES_SETTINGS,
  BullMqPostgresBackend,
} from '../../../src/queue/drivers/bullmq-postgres-backend.js';
import {
  BULLMQ_REDIS_SETTINGS,
  BullMqRedisBackend,
} from '../../../src/queue/drivers/bullmq-redis-backend.js';
import {
  BULLMQ_SETTINGS,
  BullMqQueueDriver,
  type BullMqBackend,
} from '../../../src/queue/drivers/bullmq.driver.js';
import { VariableWatcher } from '../../../src/secrets/variable-watcher.js';
import { eventually, TestApp } from '../../../src/testing/index.js';
import { CuttingProxy } from './cutting-proxy.js';
import { describeService } from './describe-service.js';
import { describeWithRedisServer, PrivateRedis } from './private-redis.js';
import { postgresAddress, PostgresSchema } from './postgres-schema.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const redis = { host: new URL(REDIS_URL).hostname, port: Number(new URL(REDIS_URL).port || 6379) };

/** Messages that arrive at the driver until it is closed. */
async function withWorker(
  backend: BullMqBackend,
  work: (driver: BullMqQueueDriver, arrived: readonly string[]) => Promise<void>,
): Promise<void> {
  const driver = new BullMqQueueDriver(backend, { ...BULLMQ_SETTINGS, clock: SYSTEM_CLOCK });
  const arrived: string[] = [];
  await driver.open();
  await driver.start(({ body }) => {
    arrived.push(body);
    return Promise.resolve({ type: 'done' });
  });
  try {
    await work(driver, arrived);
  } finally {
    await driver.stop(0);
    await driver.close();
  }
}

/** The queue works on after its server has moved from `first`, which `end` stops, to `next`. */
async function movesTo(
  next: string,
  end: () => Promise<unknown>,
  create: (currentUrl: () => string) => BullMqBackend,
  first: string,
): Promise<void> {
  let url = first;
  await withWorker(
    create(() => url),
    async (driver, arrived) => {
      url = next;
      await end();
      await eventually(async () => {
        await driver
          .publish({ id: randomBytes(8).toString('hex'), body: 'after', priority: 'normal', delayMs: 0 })
          .catch(() => undefined);
        return arrived.includes('after') ? true : undefined;
      });
    },
  );
}

describeService('a Postgres whose address is rotated', postgresAddress(), () => {
  let schema: PostgresSchema;
  let proxy: CuttingProxy;

  beforeEach(async () => {
    schema = await PostgresSchema.create();
    proxy = await CuttingProxy.start(postgresAddress());
  });
  afterEach(() => schema.drop());

  it('is reached by new connections of the store at the new address', async () => {
    let url = schema.url(proxy.address);
    const store = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url,
      currentUrl: () => url,
    });
    await store.open();
    await store.upsert('key', '1');
    url = schema.url();
    await proxy.close();
    await eventually(() => store.get('key').catch(() => undefined));
    await store.close();
  });

  it('is reached by new connections of the queue at the new address', async () => {
    const first = schema.url(proxy.address);
    await movesTo(
      schema.url(),
      () => proxy.close(),
      (currentUrl) => new BullMqPostgresBackend({ ...BULLMQ_POSTGRES_SETTINGS, url: first, currentUrl }),
      first,
    );
  });

  it('is reached by the app after the change of DATABASE_URL_FILE', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rotated-'));
    const file = join(folder, 'database-url');
    await writeFile(file, schema.url(proxy.address));
    const app = await TestApp.start({
      variables: {
        DATABASE_URL_FILE: file,
        STORAGE_DRIVER: 'postgres',
      },
    });
    try {
      const { http } = await app.login();
      expect((await http.put('/storage/key', { value: 1 })).status).toBe(201);
      await writeFile(file, schema.url());
      await app.get(VariableWatcher).check();
      await proxy.close();
      await eventually(async () => ((await http.get('/storage/key')).status === 200 ? true : undefined));
    } finally {
      await app.close();
      await rm(folder, { recursive: true });
    }
  });
});

describeService('a Redis whose address is rotated', redis, () => {
  it('is reached by new connections of the queue at the new address', async () => {
    const proxy = await CuttingProxy.start(redis);
    const prefix = `test_${randomBytes(8).toString('hex')}`;
    const first = Object.assign(new URL(REDIS_URL), {
      hostname: proxy.address.host,
      port: String(proxy.address.port),
    });
    await movesTo(
      REDIS_URL,
      () => proxy.close(),
      (currentUrl) =>
        new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url: first.href, currentUrl, prefix }),
      first.href,
    );
  });
});

describeWithRedisServer('a Redis cluster whose address is rotated', () => {
  let servers: PrivateRedis[];

  const backendOf = (currentUrl: () => string): BullMqBackend =>
    new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url: currentUrl(), currentUrl });

  afterEach(() => Promise.all(servers.map((server) => server.stop())));

  it('is reached by the queue at the new address, after all old nodes are gone', async () => {
    const old = await PrivateRedis.startCluster(2);
    const next = await PrivateRedis.startCluster(2);
    servers = [...old, ...next];
    const end = (): Promise<unknown> => Promise.all(old.map((server) => server.stop()));
    await movesTo(next[1]!.url, end, backendOf, old[0]!.url);
  }, 60_000);

  it('takes new connections with the new password', async () => {
    servers = await PrivateRedis.startCluster(2);
    const urlWith = (password: string): string => `redis://:${password}@127.0.0.1:${servers[0]!.port}`;
    const setPassword = (password: string): Promise<unknown> =>
      Promise.all(servers.map(({ client }) => client.config('SET', 'requirepass', password)));
    await setPassword('first');
    let url = urlWith('first');
    await withWorker(
      backendOf(() => url),
      async (driver, arrived) => {
        await setPassword('second');
        url = urlWith('second');
        for (const { client } of servers) await client.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        await eventually(async () => {
          await driver
            .publish({ id: randomBytes(8).toString('hex'), body: 'after', priority: 'normal', delayMs: 0 })
            .catch(() => undefined);
          return arrived.includes('after') ? true : undefined;
        });
      },
    );
  }, 60_000);
});
