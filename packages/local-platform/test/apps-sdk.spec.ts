import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { EnvironmentVariablesManager, Period, Queue, SecretsManager, Storage } from '@mondaycom/apps-sdk';
import { TestPlatform } from '../../../src/testing/index.js';
import { ADMIN, OTHER_ACCOUNT_ADMIN } from '../../../test/framework/support/oauth-client.js';

interface Delivery {
  readonly path: string;
  readonly secret: string;
  readonly body: string;
}

/** The SDK reads the environment at each call; what it finds there is what `sandbox exec` gives to any app. */
describe("monday's own SDK on the local platform", () => {
  const before = { ...process.env };
  let platform: TestPlatform;
  let app: Server;
  let deliveries: Delivery[];
  let storage: Storage;

  beforeAll(async () => {
    app = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.once('end', () => {
        const url = new URL(request.url ?? '', 'http://app');
        deliveries.push({ path: url.pathname, secret: url.searchParams.get('secret') ?? '', body });
        response.end();
        app.emit('delivered');
      });
    }).listen(0, '127.0.0.1');
    await once(app, 'listening');
    const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    platform = await TestPlatform.start({ appUrl, variables: { SANDBOX_LIMITS: 'off' } });
    Object.assign(process.env, platform.variables);
    storage = new Storage(await platform.accessToken(ADMIN));
  });
  beforeEach(() => (deliveries = []));
  afterAll(async () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    await platform.close();
    app.closeAllConnections();
    app.close();
  });

  it.each(['plain', 'folder/file', 'a//b', 'items', 'naïve key', 'counter', 'operations'])(
    'stores, reads and deletes %j, which it does not encode',
    async (key) => {
      const set = await storage.set(key, { of: key });
      expect(set).toEqual({ success: true, version: expect.any(String) as string });
      expect(await storage.get(key)).toEqual({ success: true, value: { of: key }, version: set.version });
      expect(await storage.get(key, { shared: true })).toEqual({ success: false, value: null });
      expect(await storage.delete(key)).toEqual({ success: true });
      expect(await storage.get(key)).toEqual({ success: false, value: null });
    },
  );

  it.each([0, false, '', [1, 'two'], { deep: { constructor: 1 } }])('gives %j back', async (value) => {
    await storage.set('value', value);
    expect((await storage.get('value')).value).toEqual(value);
  });

  it('separates shared data from the data of accounts', async () => {
    await storage.set('row', 'of the backend');
    await storage.set('row', 'shared', { shared: true });
    expect((await storage.get('row')).value).toBe('of the backend');
    expect((await storage.get('row', { shared: true })).value).toBe('shared');
    const stranger = new Storage(await platform.accessToken(OTHER_ACCOUNT_ADMIN));
    expect(await stranger.get('row')).toEqual({ success: false, value: null });
  });

  it('receives a version conflict', async () => {
    const first = await storage.set('cas', 1);
    const second = await storage.set('cas', 2, { previousVersion: first.version });
    expect(second.success).toBe(true);
    expect(await storage.set('cas', 3, { previousVersion: first.version })).toEqual({
      success: false,
      error: 'version conflict',
    });
    expect((await storage.get('cas')).value).toBe(2);
  });

  it('receives an error for a ttl that is too long', async () => {
    expect(await storage.set('brief', 1, { ttl: 60 })).toMatchObject({ success: true });
    expect(await storage.set('brief', 1, { ttl: 31 * 24 * 60 * 60 })).toMatchObject({ success: false });
  });

  it('finds keys by a part of them, in either case, page after page', async () => {
    for (let index = 0; index < 101; index += 1) await storage.set(`Needle-${index}`, index);
    const first = await storage.search('nEEdle');
    expect(first).toMatchObject({ success: true, cursor: expect.any(String) as string });
    const second = await storage.search('nEEdle', { cursor: first.cursor });
    const found = [...(first.records ?? []), ...(second.records ?? [])];
    expect(new Set(found.map(({ key }) => key)).size).toBe(101);
    expect(found[0]).toEqual({ key: 'Needle-0', value: 0, backendOnly: true });
    expect(second.cursor).toBeUndefined();
  });

  it('counts', async () => {
    const renewalDate = new Date('2026-01-31T00:00:00Z');
    const count = { kind: 'mails', incrementBy: 3, renewalDate };
    expect(await storage.incrementCounter(Period.MONTHLY, count)).toMatchObject({
      success: true,
      newCounterValue: 3,
    });
    expect(await storage.incrementCounter(Period.MONTHLY, count)).toMatchObject({ newCounterValue: 6 });
    expect(await storage.incrementCounter(Period.DAILY)).toMatchObject({ newCounterValue: 1 });
  });

  // What it makes of a 401 or a 413 is its own affair (docs/monday-platform.md#storage-api): nothing may be stored.
  it('stores nothing with a token that is not valid', async () => {
    await new Storage('unknown').set('intruder', 1).catch(() => undefined);
    expect(await storage.get('intruder')).toEqual({ success: false, value: null });
  });

  it('publishes to the queue endpoint of the app, with a secret that it accepts', async () => {
    const queue = new Queue();
    const delivered = once(app, 'delivered');
    expect(await queue.publishMessage(JSON.stringify({ order: 7 }))).toEqual(expect.any(String));
    await delivered;
    expect(deliveries).toEqual([
      { path: '/mndy-queue', secret: expect.any(String) as string, body: '{"order":7}' },
    ]);
    expect(queue.validateMessageSecret(deliveries[0]!.secret)).toBe(true);
    expect(queue.validateMessageSecret('another')).toBe(false);
  });

  it('reads the secrets and variables that the platform gave to the app', () => {
    const secrets = new SecretsManager();
    const variables = new EnvironmentVariablesManager();
    const given = platform.variables;
    expect(secrets.get('MONDAY_SIGNING_SECRET')).toBe(given['MONDAY_SIGNING_SECRET']);
    expect(variables.get('MONDAY_OAUTH_CLIENT_ID')).toBe(given['MONDAY_OAUTH_CLIENT_ID']);
    expect(variables.getKeys()).toEqual(expect.arrayContaining(['STORAGE_URL', 'MONDAY_API_ENDPOINT']));
  });
});

/** Twelve calls a second (docs/monday-platform.md#monday-code-limits): the SDK turns the refusal into its own error, and does not try again. */
describe("monday's own SDK at the platform's limits", () => {
  it('is refused when it reads too fast', async () => {
    const platform = await TestPlatform.start();
    const url = process.env.STORAGE_URL;
    process.env.STORAGE_URL = platform.variables['STORAGE_URL'];
    try {
      const storage = new Storage(await platform.accessToken(ADMIN));
      const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => storage.get('key')));
      expect(outcomes.filter(({ status }) => status === 'rejected')).not.toHaveLength(0);
    } finally {
      if (url === undefined) delete process.env.STORAGE_URL;
      else process.env.STORAGE_URL = url;
      await platform.close();
    }
  });
});
