import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Variables } from '../../../src/config/index.js';
import {
  HttpClient,
  MondayRequests,
  TestPlatform,
  type HttpReply,
  type PlatformUser,
} from '../../../src/testing/index.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { AppProcess } from '../instances/app-process.js';
import { DocumentDbHome } from '../services/document-db-home.js';
import { RoundRobinProxy } from '../services/round-robin-proxy.js';

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** Two processes of the compiled app, which share nothing but a Document DB and the queue. */
describe('two instances on one Document DB', () => {
  let dataDir: string;
  let home: DocumentDbHome;
  let platform: TestPlatform;
  let proxy: RoundRobinProxy;
  let instances: AppProcess[];
  let variables: Variables;
  let user: PlatformUser;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'document-db-instances-'));
    home = await DocumentDbHome.start();
    platform = await TestPlatform.start({ dataDir, variables: testVariables(dataDir, {}, {}) });
    proxy = await RoundRobinProxy.start();
    platform.useApp(proxy.url);
    variables = testVariables(dataDir, platform.variables, {
      PERSISTENCE_DRIVER: 'document-db',
      STORAGE_DRIVER: 'document-db',
      SECURE_STORAGE_DRIVER: 'document-db',
      QUEUE_DRIVER: 'sqlite',
      MNDY_MONGODB_CONNECTION_STRING: home.url,
      PUBLIC_URL: proxy.url,
    });
    // Together, on an empty database: both run the migrations.
    instances = await Promise.all([AppProcess.start(variables), AppProcess.start(variables)]);
    proxy.targets.push(...instances.map(({ url }) => url));
    [user] = (await platform.users()) as [PlatformUser];
  }, 60_000);
  afterAll(async () => {
    await AppProcess.killAll();
    await Promise.all([proxy.close(), platform.close()]);
    await home.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const through = (): HttpClient => new HttpClient(() => proxy.url);
  const at = (instance: number, { access_token: token }: Tokens): HttpClient =>
    new HttpClient(() => instances[instance]?.url ?? '', { authorization: `Bearer ${token}` });
  const login = async (): Promise<Tokens> => {
    const browser = through();
    const begun = await browser.get('/auth/login');
    return (await browser.get(await platform.consent(begun.location ?? '', user.id))).json<Tokens>();
  };
  const statuses = (replies: readonly HttpReply[]): number[] => replies.map(({ status }) => status).sort();

  it('share sessions: a login, its token, one successor of a refresh token, and the end of it', async () => {
    const tokens = await login();
    for (const instance of [0, 1]) expect((await at(instance, tokens).get('/auth/me')).status).toBe(200);
    const refresh = (): Promise<HttpReply> =>
      through().post('/auth/refresh', { refresh_token: tokens.refresh_token });
    const [one, other] = [await refresh(), await refresh()];
    expect(other.json<Tokens>().refresh_token).toBe(one.json<Tokens>().refresh_token);
    const next = one.json<Tokens>();
    expect((await at(0, next).post('/auth/logout', { refresh_token: next.refresh_token })).status).toBe(204);
    const ended = await through().post('/auth/refresh', { refresh_token: next.refresh_token });
    expect(ended.status).toBe(401);
  }, 30_000);

  it('share storage: each write at a version succeeds on one of them', async () => {
    const tokens = await login();
    const created = await at(0, tokens).put('/storage/shared', { value: 0 });
    const { version } = created.json<{ version: string }>();
    const writes = [0, 1, 0, 1].map((instance) =>
      at(instance, tokens).put('/storage/shared', { value: instance, version }),
    );
    expect(statuses(await Promise.all(writes))).toEqual([200, 409, 409, 409]);
    const counts = Array.from({ length: 6 }, (_, n) =>
      at(n % 2, tokens).put('/storage/counter/increment', { period: 'DAILY' }),
    );
    expect(statuses(await Promise.all(counts))).toEqual(Array(6).fill(200));
    const last = await at(1, tokens).put('/storage/counter/increment', { period: 'DAILY' });
    expect(last.json()).toEqual({ newCounterValue: 7 });
  }, 30_000);

  it('share the queue and what it remembers: a mail that both accept is sent once', async () => {
    const monday = new MondayRequests(() => ({
      url: proxy.url,
      clientId: variables['MONDAY_OAUTH_CLIENT_ID'] ?? '',
      clientSecret: variables['MONDAY_OAUTH_CLIENT_SECRET'] ?? '',
      signingSecret: variables['MONDAY_SIGNING_SECRET'] ?? '',
    }));
    const sendTo = (to: string, instance: number): Promise<HttpReply> => {
      const call = monday.block(
        '/fixture/mail',
        user,
        { to, subject: 's', text: 't' },
        { actionUuid: to.replace(/\W/g, '-') },
      );
      return new HttpClient(() => instances[instance]?.url ?? '').send(call);
    };
    const arrived = async (recipient: string): Promise<number> => {
      const reply = await through().get(`${platform.url}/__sandbox/mails`, { query: { recipient } });
      return reply.json<unknown[]>().length;
    };
    const both = await Promise.all([0, 1].map((instance) => sendTo('ada@example.com', instance)));
    expect(both.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(await arrived('ada@example.com')).toBe(1);
    expect((await sendTo('ada@example.com', 1)).status).toBe(200);
    // A later mail, so that a second one to the first address would have arrived too.
    expect((await sendTo('grace@example.com', 0)).status).toBe(200);
    expect(await arrived('grace@example.com')).toBe(1);
    expect(await arrived('ada@example.com')).toBe(1);
  }, 30_000);

  it('lose nothing that was acknowledged when one of them is killed', async () => {
    const tokens = await login();
    const acknowledged: number[] = [];
    let killed: Promise<unknown> | undefined;
    const write = async (n: number): Promise<void> => {
      const reply = await at(n % 2, tokens)
        .put(`/storage/kept-${n}`, { value: n })
        .catch(() => undefined);
      if (reply?.status !== 201) return;
      acknowledged.push(n);
      if (acknowledged.length >= 30) killed ??= instances[0]?.stop('SIGKILL');
    };
    const writer = async (first: number): Promise<void> => {
      for (let n = first; n < 120; n += 6) await write(n);
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(writer));
    await killed;
    expect(acknowledged.length).toBeGreaterThanOrEqual(60);
    const lost: number[] = [];
    for (const n of acknowledged) {
      const { status, body } = await read(at(1, tokens), n);
      if (status !== 200 || body !== n) lost.push(n);
    }
    expect(lost).toEqual([]);
    expect((await at(1, tokens).get('/auth/me')).status).toBe(200);
  }, 60_000);
});

async function read(http: HttpClient, n: number): Promise<{ status: number; body: unknown }> {
  const reply = await http.get(`/storage/kept-${n}`);
  return {
    status: reply.status,
    body: reply.status === 200 ? reply.json<{ value: unknown }>().value : undefined,
  };
}
