import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Variables } from '../../../src/config/index.js';
import { HttpClient, TestPlatform, type HttpReply, type PlatformUser } from '../../../src/testing/index.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { RedisDatabase } from '../services/redis-database.js';
import { RoundRobinProxy } from '../services/round-robin-proxy.js';
import { AppProcess } from './app-process.js';

const LIMIT = 40;
const ORIGINAL_CLIENT = { 'x-forwarded-for': '203.0.113.1' };

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** Two processes of the compiled app on one Postgres, behind a balancer; `TEST_QUEUE=redis` for their queue on Redis. */
describeService('two instances on one Postgres', postgresAddress(), () => {
  let dataDir: string;
  let schema: PostgresSchema;
  let redis: RedisDatabase | undefined;
  let platform: TestPlatform;
  let proxy: RoundRobinProxy;
  let variables: Variables;
  let instances: AppProcess[];
  let user: PlatformUser;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'instances-'));
    schema = await PostgresSchema.create();
    redis = RedisDatabase.forQueue();
    platform = await TestPlatform.start({ dataDir, variables: testVariables(dataDir, {}, {}) });
    proxy = await RoundRobinProxy.start();
    platform.useApp(proxy.url);
    variables = testVariables(dataDir, platform.variables, {
      DATABASE_URL: schema.url(),
      PERSISTENCE_DRIVER: 'postgres',
      STORAGE_DRIVER: 'postgres',
      SECURE_STORAGE_DRIVER: 'postgres',
      QUEUE_DRIVER: redis ? 'bullmq-redis' : 'bullmq-postgres',
      ...(redis && { REDIS_URL: redis.url }),
      PUBLIC_URL: proxy.url,
      // The proxy of the test, and the one that it plays the client of.
      TRUST_PROXY: '2',
      THROTTLE_AUTH_PER_MINUTE: String(LIMIT),
    });
    instances = await Promise.all([AppProcess.start(variables), AppProcess.start(variables)]);
    proxy.targets.push(...instances.map(({ url }) => url));
    [user] = (await platform.users()) as [PlatformUser];
  });
  afterAll(async () => {
    await AppProcess.killAll();
    await Promise.all([proxy.close(), platform.close()]);
    await schema.drop();
    await redis?.empty();
    await rm(dataDir, { recursive: true, force: true });
  });

  const http = (headers: Record<string, string> = ORIGINAL_CLIENT): HttpClient =>
    new HttpClient(() => proxy.url, headers);
  const as = ({ access_token: token }: Tokens, base = (): string => proxy.url): HttpClient =>
    new HttpClient(base, { authorization: `Bearer ${token}` });

  const login = async (): Promise<Tokens> => {
    const browser = http();
    const begun = await browser.get('/auth/login');
    return (await browser.get(await platform.consent(begun.location ?? '', user.id))).json<Tokens>();
  };

  it('finish on one a login that was begun on the other, and take its token on both', async () => {
    const browser = http();
    const begun = await browser.get(`${instances[0]!.url}/auth/login`, { headers: ORIGINAL_CLIENT });
    const callback = await platform.consent(begun.location ?? '', user.id);
    const there = callback.replace(proxy.url, instances[1]!.url);
    const finished = await browser.get(there, { headers: ORIGINAL_CLIENT });
    expect(finished.status).toBe(200);
    for (const { url } of instances) {
      expect((await as(finished.json<Tokens>(), () => url).get('/auth/me')).status).toBe(200);
    }
  });

  it('give one refresh token one successor, wherever it comes', async () => {
    const { refresh_token } = await login();
    const refresh = (): Promise<HttpReply> => http().post('/auth/refresh', { refresh_token });
    const replies = [await refresh(), await refresh(), await refresh()];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(replies.map((reply) => reply.json<Tokens>().refresh_token)).size).toBe(1);
  });

  it('ask monday once for new tokens where both need them at the same moment', async () => {
    const tokens = await login();
    await platform.http.post('/__sandbox/faults', { kind: 'expired-token', route: '/v2', count: 1 });
    await platform.http.post('/__sandbox/faults', {
      kind: 'latency',
      latencyMs: 300,
      route: 'POST /oauth_ms/oauth/token',
    });
    const replies = await Promise.all(instances.map(({ url }) => as(tokens, () => url).get('/monday/me')));
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    const faults = (await platform.http.get('/__sandbox/faults')).json<{ kind: string; struck: number }[]>();
    expect(faults.find(({ kind }) => kind === 'latency')?.struck).toBe(1);
    await platform.http.delete('/__sandbox/faults');
  });

  it('do scheduled work once for each due time', async () => {
    const dueAt = Date.now();
    const results = await Promise.all(instances.map((instance) => instance.cron('purge-accounts', dueAt)));
    expect(results.sort()).toEqual(['done', 'skipped']);
  });

  it('count what a client does over both', async () => {
    const client = http({ 'x-forwarded-for': '203.0.113.77' });
    for (let call = 0; call < LIMIT; call += 1) await client.get('/auth/login');
    let more = 0;
    // Alone, each of them would let through as many as both have seen by now.
    while ((await client.get('/auth/login')).status !== 429) {
      more += 1;
      expect(more).toBeLessThan(LIMIT);
      await wait(50);
    }
  });

  it('are replaced one after the other under load, and no request fails', async () => {
    const client = as(await login());
    let isLoaded = true;
    const failed: string[] = [];
    let done = 0;
    const load = async (worker: number): Promise<void> => {
      for (let n = 0; isLoaded; n += 1) {
        const put = await client.put(`/storage/roll-${worker}`, { value: n });
        const got = await client.get(`/storage/roll-${worker}`);
        if (put.status > 201 || got.json()['value'] !== n) failed.push(`${put.status} ${got.status}`);
        done += 1;
        await wait(10);
      }
    };
    const workers = [1, 2].map(load);
    for (const index of [0, 1]) {
      const old = instances[index]!;
      const next = await AppProcess.start(variables);
      proxy.targets.push(next.url);
      instances[index] = next;
      expect(await old.stop('SIGTERM')).toBe(0);
      proxy.targets.splice(proxy.targets.indexOf(old.url), 1);
    }
    isLoaded = false;
    await Promise.all(workers);
    expect(failed).toEqual([]);
    expect(done).toBeGreaterThan(10);
  }, 120_000);
});
