import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { BaseError } from '../../../src/errors/index.js';
import {
  BULLMQ_REDIS_SETTINGS,
  BullMqRedisBackend,
} from '../../../src/queue/drivers/bullmq-redis-backend.js';
import { BULLMQ_SETTINGS, BullMqQueueDriver } from '../../../src/queue/drivers/bullmq.driver.js';
import { eventually } from '../../../src/testing/index.js';
import { AppProcess } from '../instances/app-process.js';
import { describeWithRedisServer, PrivateRedis } from './private-redis.js';

const message = (id: string) => ({ id, body: id, priority: 'normal', delayMs: 0 }) as const;

describeWithRedisServer('a queue on Redis', () => {
  let servers: PrivateRedis[];
  let drivers: BullMqQueueDriver[];

  beforeEach(() => {
    [servers, drivers] = [[], []];
  });
  afterEach(async () => {
    for (const driver of drivers) {
      await driver.stop(0);
      await driver.close();
    }
    await Promise.all(servers.map((server) => server.stop()));
  });

  const start = async (...options: readonly string[]): Promise<PrivateRedis> => {
    const server = await PrivateRedis.start(...options);
    servers.push(server);
    return server;
  };
  const open = async (url: string): Promise<BullMqQueueDriver> => {
    const driver = new BullMqQueueDriver(new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url }), {
      ...BULLMQ_SETTINGS,
      clock: SYSTEM_CLOCK,
    });
    drivers.push(driver);
    await driver.open();
    return driver;
  };

  it('delivers messages on a cluster, and is healthy there', async () => {
    servers = await PrivateRedis.startCluster(3);
    const arrived: string[] = [];
    for (const { url } of servers) {
      const driver = await open(url);
      await driver.start(({ id }) => {
        arrived.push(id);
        return Promise.resolve({ type: 'done' });
      });
      await driver.publish(message(url));
      await driver.check();
    }

    await eventually(() => Promise.resolve(arrived.length === 3 ? true : undefined));
    expect(arrived.sort()).toEqual(servers.map(({ url }) => url).sort());
    expect(await drivers[0]!.stats()).toMatchObject({ ready: 0, delayed: 0 });
  }, 60_000);

  it('keeps the keys of an earlier version, and uses new ones for a new queue', async () => {
    const server = await start();
    await (await open(server.url)).publish(message('new'));
    expect(await server.client.exists('{mndy}:messages:meta', 'mndy:messages:meta')).toBe(1);

    await server.client.flushall();
    const old = new Queue('messages', { prefix: 'mndy', connection: { port: server.port } });
    await old.add('message', { body: 'old' });
    await old.close();
    expect((await (await open(server.url)).peek(10)).map(({ body }) => body)).toEqual(['old']);
  });

  it('leaves no keys behind after a check', async () => {
    const server = await start();
    const driver = await open(server.url);
    await driver.check();
    expect(await driver.stats()).toMatchObject({ ready: 0, delayed: 0, running: 0 });
  });

  it('is unhealthy while its server is a replica, and healthy again on a server that accepts writes', async () => {
    const [server, other] = [await start(), await start()];
    const driver = await open(server.url);
    await server.client.replicaof('127.0.0.1', other.port);
    await expect(driver.check()).rejects.toThrow(/READONLY/);
    await server.client.replicaof('NO', 'ONE');
    await eventually(() =>
      driver.check().then(
        () => true,
        () => undefined,
      ),
    );
  });

  it('is unhealthy on a server that is out of memory', async () => {
    const server = await start();
    const driver = await open(server.url);
    await server.client.config('SET', 'maxmemory', '1');
    await expect(driver.check()).rejects.toThrow(/OOM/);
    const refusal = { code: 'queue.unavailable', status: 503 };
    await expect(driver.publish(message('lost'))).rejects.toMatchObject(refusal);
  });

  it('lets the app stop with exit code 0 while its server is unreachable', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'away-'));
    const server = await start();
    const app = await AppProcess.start({
      APP_PROFILE: 'local',
      PORT: '0',
      DATA_DIR: folder,
      QUEUE_DRIVER: 'bullmq-redis',
      REDIS_URL: server.url,
    });
    await server.stop();
    expect(await app.stop('SIGTERM')).toBe(0);
    await rm(folder, { recursive: true });
  }, 60_000);

  it('logs at start-up that its server is unreachable, without the address', async () => {
    const server = await start();
    await server.stop();
    const error: unknown = await open(server.url).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BaseError);
    expect(error).toMatchObject({ code: 'queue.unavailable', status: 503 });
    expect((error as Error).message).not.toContain('127.0.0.1');
  });
});
