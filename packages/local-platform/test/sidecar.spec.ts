import { Logger } from '@nestjs/common';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { standardOutput } from 'monday-persistence/output';
import { TestPlatform } from '../../../src/testing/index.js';
import { ADMIN, OTHER_ACCOUNT_ADMIN } from '../../../test/framework/support/oauth-client.js';

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

describe('the sidecar of the local platform', () => {
  let platform: TestPlatform;
  let token: string;

  beforeAll(async () => {
    platform = await TestPlatform.start({
      sidecarPort: 0,
      queueRetryMs: 1,
      variables: {
        SANDBOX_LIMITS: 'off',
        PATH: '/usr/bin',
        DEV_TOKEN: 'x'.repeat(32),
        LOG_LEVEL: 'warn',
        NUDGE_KEY: 'a-key',
        NUDGE_HOUR: '7',
      },
    });
    token = await platform.accessToken(ADMIN);
  });
  afterAll(() => platform.close());

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    as: string | null = token,
  ): Promise<Reply> => {
    const reply = await fetch(`http://127.0.0.1:${platform.sidecarPort}${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(as === null ? {} : { 'x-monday-access-token': as }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await reply.text();
    return { status: reply.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };

  it.each(['/storage/exact?shared=false', '/secure-storage/exact', '/storage/counter/increment'])(
    'refuses a number that would be rounded: PUT %s',
    async (path) => {
      const reply = await fetch(`http://127.0.0.1:${platform.sidecarPort}${path}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', 'x-monday-access-token': token },
        body: '{"value":9007199254740993}',
      });
      const reason = 'The number 9007199254740993 cannot be kept exactly.';
      expect([reply.status, await reply.json()]).toEqual([400, { reason }]);
    },
  );

  it.each(['1.00000000000000001', '0x3c', ''])('refuses the ttl %j', async (ttl) => {
    const reply = await call('PUT', `/storage/ttl?shared=false&ttl=${ttl}`, { value: 1 });
    expect(reply.body).toMatchObject({ success: false });
  });

  it('stores, reads and deletes by the contract', async () => {
    const key = encodeURIComponent('a/b?c=1#d');
    const set = await call('PUT', `/storage/${key}?shared=false`, { value: { n: 1 } });
    expect(set).toEqual({ status: 200, body: { success: true, version: expect.any(String) as string } });
    const { version } = set.body as { version: string };
    expect(await call('GET', `/storage/${key}?shared=false`)).toEqual({
      status: 200,
      body: { value: { n: 1 }, version },
    });
    expect((await call('GET', `/storage/${key}?shared=true`)).status).toBe(404);
    expect(await call('DELETE', `/storage/${key}`)).toEqual({ status: 204, body: undefined });
    expect(await call('GET', `/storage/${key}?shared=false`)).toEqual({
      status: 404,
      body: { reason: 'Key not found' },
    });
  });

  it('reports a version conflict as a reply, not as a failure', async () => {
    await call('PUT', '/storage/cas?shared=false', { value: 1 });
    const reply = await call('PUT', '/storage/cas?shared=false&previousVersion=old', { value: 2 });
    expect(reply).toEqual({ status: 200, body: { success: false, error: 'version conflict' } });
  });

  it('searches', async () => {
    await call('PUT', '/storage/Needle?shared=true', { value: 7 });
    expect(await call('GET', '/storage/search/nEEd')).toEqual({
      status: 200,
      body: { success: true, records: [{ key: 'Needle', value: 7, backendOnly: false }] },
    });
  });

  it('counts, and wants all four fields', async () => {
    const body = { period: 'DAILY', kind: 'k', renewalDate: '2026-01-31T00:00:00Z', incrementBy: 3 };
    const path = '/storage/counter/increment';
    expect((await call('PUT', path, body)).body).toMatchObject({ success: true, newCounterValue: 3 });
    for (const name of Object.keys(body)) {
      expect((await call('PUT', path, { ...body, [name]: undefined })).status).toBe(400);
    }
  });

  it('stores by the account of the access token', async () => {
    const other = await platform.accessToken(OTHER_ACCOUNT_ADMIN);
    await call('PUT', '/storage/tenant?shared=true', { value: 'ours' });
    expect((await call('GET', '/storage/tenant?shared=true', undefined, other)).status).toBe(404);
  });

  it.each([null, '', 'unknown'])('refuses the access token %j', async (unknown) => {
    const reply = { status: 401, body: { reason: 'Unauthorized' } };
    expect(await call('GET', '/storage/k?shared=true', undefined, unknown)).toEqual(reply);
    expect(await call('PUT', '/storage/k?shared=true', { value: 1 }, unknown)).toEqual(reply);
    expect(await call('DELETE', '/storage/k', undefined, unknown)).toEqual(reply);
    expect(await call('GET', '/storage/search/k', undefined, unknown)).toEqual(reply);
  });

  it('wants to know whether a read is shared', async () => {
    expect((await call('GET', '/storage/k')).status).toBe(400);
    expect((await call('GET', '/storage/k?shared=maybe')).status).toBe(400);
    expect((await call('GET', '/storage/k?shared=True')).status).toBe(404);
  });

  it.each([[{ a: 1 }], [0], [''], [false], [null]])('keeps %j in secure storage', async (value) => {
    expect(await call('PUT', '/secure-storage/s', { value }, null)).toEqual({ status: 200, body: true });
    expect(await call('GET', '/secure-storage/s', undefined, null)).toEqual({ status: 200, body: { value } });
  });

  it('forgets what is deleted from secure storage', async () => {
    await call('PUT', '/secure-storage/gone', { value: 1 });
    expect((await call('DELETE', '/secure-storage/gone')).status).toBe(204);
    expect(await call('GET', '/secure-storage/gone')).toEqual({
      status: 404,
      body: { reason: 'Key not found' },
    });
  });

  it('serves the secrets of the app and nothing else', async () => {
    const names = (await call('GET', '/secrets')).body as string[];
    expect(names).toEqual(expect.arrayContaining(['MONDAY_SIGNING_SECRET', 'MONDAY_OAUTH_CLIENT_SECRET']));
    expect(names).not.toEqual(expect.arrayContaining(['DEV_TOKEN']));
    expect(await call('GET', '/secrets/MONDAY_SIGNING_SECRET')).toEqual({
      status: 200,
      body: platform.variables.MONDAY_SIGNING_SECRET,
    });
    for (const name of ['PATH', 'DEV_TOKEN', 'MONDAY_OAUTH_CLIENT_ID', 'constructor']) {
      const missing = { status: 404, body: { reason: 'Secret not found' } };
      expect(await call('GET', `/secrets/${name}`)).toEqual(missing);
    }
  });

  it('serves the variables of the app and nothing else', async () => {
    const names = (await call('GET', '/environment-variables')).body as string[];
    expect(names).toEqual(expect.arrayContaining(['MONDAY_OAUTH_CLIENT_ID', 'LOG_LEVEL']));
    expect(await call('GET', '/environment-variables/LOG_LEVEL')).toEqual({ status: 200, body: 'warn' });
    for (const name of ['PATH', 'MONDAY_SIGNING_SECRET', '__proto__']) {
      const missing = { status: 404, body: { reason: 'Environment variable not found' } };
      expect(await call('GET', `/environment-variables/${name}`)).toEqual(missing);
    }
  });

  it('serves the own secrets and variables that the app has declared, and nothing else', async () => {
    const before = [await call('GET', '/secrets'), await call('GET', '/environment-variables')];
    expect(JSON.stringify(before)).not.toContain('NUDGE_');
    await platform.http.put('/__sandbox/declaration', {
      scopes: [],
      secretNames: ['NUDGE_KEY', 'NUDGE_KEY_OF_NOBODY'],
      variableNames: ['NUDGE_HOUR'],
    });
    expect(await call('GET', '/secrets/NUDGE_KEY')).toEqual({ status: 200, body: 'a-key' });
    expect(await call('GET', '/environment-variables/NUDGE_HOUR')).toEqual({ status: 200, body: '7' });
    const listed = async (path: string): Promise<Set<unknown>> =>
      new Set((await call('GET', path)).body as string[]);
    const [secrets, variables] = before.map(({ body }) => body as string[]);
    expect(await listed('/secrets')).toEqual(new Set([...secrets!, 'NUDGE_KEY']));
    expect(await listed('/environment-variables')).toEqual(new Set([...variables!, 'NUDGE_HOUR']));
  });

  it('takes logs', async () => {
    const line = jest.spyOn(standardOutput, 'write').mockReturnValue();
    const body = { method: 'warn', message: '<b>low</b>', error: 'E1', payload: { n: 1 } };
    expect((await call('POST', '/logs', body)).status).toBe(204);
    expect(line).toHaveBeenCalledWith(expect.stringContaining('"message":"<b>low</b>"'));
    line.mockRestore();
    expect((await call('POST', '/logs', { method: 'fatal', message: 'x' })).status).toBe(400);
    const page = (await platform.http.get('/logs')).text;
    expect(page).toContain('&lt;b&gt;low&lt;/b&gt;');
  });

  it('knows the secret of its deliveries', async () => {
    const validate = (secret: unknown): Promise<Reply> => call('POST', '/queue/validate-secret', { secret });
    const { MNDY_TOPIC_MESSAGES_SECRET: secret } = platform.variables;
    expect(await validate(secret)).toEqual({ status: 200, body: { valid: true } });
    expect(await validate(`${secret}x`)).toEqual({ status: 200, body: { valid: false } });
    expect((await validate(undefined)).status).toBe(400);
  });

  describe('the queue', () => {
    let app: Server;
    /** Of the next answers, and of all others. */
    let statuses: number[];
    let status: number;
    let received: { url: string | undefined; body: string }[];

    beforeEach(async () => {
      statuses = [];
      status = 200;
      received = [];
      app = createServer((request, response) => {
        void bodyOf(request).then((body) => {
          received.push({ url: request.url, body });
          response.writeHead(statuses.shift() ?? status).end();
          app.emit('delivery');
        });
      }).listen(0, '127.0.0.1');
      await once(app, 'listening');
      platform.useApp(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`);
    });
    afterEach(async () => {
      app.close();
      await once(app, 'close');
    });

    const message = '{"ü":"as it was published"}';

    it('pushes a message unchanged, with the secret', async () => {
      const delivered = once(app, 'delivery');
      const reply = await call('POST', '/queue', { message });
      await delivered;
      expect(reply).toEqual({ status: 200, body: { id: expect.any(String) as string } });
      const { MNDY_TOPIC_MESSAGES_SECRET: secret } = platform.variables;
      expect(received).toEqual([{ url: `/mndy-queue?secret=${secret}`, body: message }]);
    });

    it('pushes the message in the field content, if the app reads that, and names the other form to one that refuses it', async () => {
      const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
      const variables = { SANDBOX_QUEUE_BODY: 'content' };
      const other = await TestPlatform.start({ sidecarPort: 0, appUrl, variables });
      const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
      statuses = [422];
      const second = new Promise<void>((resolve) => {
        app.on('delivery', () => {
          if (received.length === 2) resolve();
        });
      });
      await fetch(`http://127.0.0.1:${other.sidecarPort}/queue`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ message }),
      });
      await second;
      await other.close();
      const wrapped = JSON.stringify({ content: message });
      expect(received.map(({ body }) => body)).toEqual([wrapped, wrapped]);
      expect(warned.mock.calls).toEqual([[expect.stringContaining('SANDBOX_QUEUE_BODY=message')]]);
      warned.mockRestore();
    });

    it('pushes again where the app answers anything but 200', async () => {
      statuses = [500, 202];
      const third = new Promise<void>((resolve) => {
        app.on('delivery', () => {
          if (received.length === 3) resolve();
        });
      });
      await call('POST', '/queue', { message });
      await third;
      expect(received.map(({ body }) => body)).toEqual([message, message, message]);
    });

    it('delivers pending messages after a restart', async () => {
      status = 503;
      const failed = once(app, 'delivery');
      await call('POST', '/queue', { message: 'waiting' });
      await failed;
      await platform.restart();
      status = 200;
      const before = received.length;
      const delivered = once(app, 'delivery');
      platform.useApp(`http://127.0.0.1:${(app.address() as AddressInfo).port}`);
      await delivered;
      expect(received.slice(before).map(({ body }) => body)).toEqual(['waiting']);
    });

    const deadLetters = async (): Promise<string> => {
      const text = (await platform.http.get('/queue')).text;
      return text.slice(text.indexOf('Dead letters of monday'));
    };
    /** Resolves to the id of a message that the app refused ten times. */
    const deadLetter = async (text: string): Promise<string> => {
      status = 503;
      const { id } = (await call('POST', '/queue', { message: text })).body as { id: string };
      const deadline = Date.now() + 10_000;
      while (!(await deadLetters()).includes(id)) {
        if (Date.now() > deadline) throw new Error('The message was not given up.');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      status = 200;
      return id;
    };
    const timesReceived = (text: string): number => received.filter(({ body }) => body === text).length;

    it('gives up a message after ten attempts, and delivers it again on request', async () => {
      const id = await deadLetter('buried');
      expect(timesReceived('buried')).toBe(10);
      const delivered = once(app, 'delivery');
      expect((await platform.http.post('/queue/monday/replay', { id })).status).toBe(303);
      await delivered;
      expect(timesReceived('buried')).toBe(11);
      expect(await deadLetters()).not.toContain(id);
    });

    it('deletes a given-up message on request', async () => {
      const id = await deadLetter('dropped');
      expect((await platform.http.post('/queue/monday/drop', { id })).status).toBe(303);
      expect(await deadLetters()).not.toContain(id);
    });

    it('takes texts only', async () => {
      expect((await call('POST', '/queue', { message: { a: 1 } })).status).toBe(400);
    });
  });
});

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

(hasIpv6 ? it : it.skip)('platform and sidecar answer on ::1 as well', async () => {
  const platform = await TestPlatform.start({ sidecarPort: 0 });
  const { port } = new URL(platform.url);
  expect((await fetch(`http://[::1]:${port}/__sandbox/health`)).status).toBe(200);
  // Without a token.
  expect((await fetch(`http://[::1]:${platform.sidecarPort}/storage/x`)).status).toBe(401);
  await platform.close();
});

describe('a sidecar whose port is taken', () => {
  it('is off, and the platform runs', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const platform = await TestPlatform.start({ sidecarPort: (server.address() as AddressInfo).port });
    expect(platform.sidecarPort).toBeUndefined();
    expect(platform.variables).not.toHaveProperty('SIDECAR_PORT');
    expect((await platform.http.get('/__sandbox/health')).status).toBe(200);
    await platform.close();
    server.close();
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
