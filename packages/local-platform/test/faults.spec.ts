import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { runCli } from '../../../src/cli/run-cli.js';
import { type HttpReply, TestPlatform } from '../../../src/testing/index.js';
import { ADMIN, OTHER_ACCOUNT_ADMIN } from '../../../test/framework/support/oauth-client.js';

const STORAGE = '/app_storage_api/v2/key?shareGlobally=false';

describe('faults of the local platform', () => {
  let platform: TestPlatform;
  let token: string;
  let app: Server;
  let received: string[];

  beforeAll(async () => {
    app = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.once('end', () => {
        received.push(body);
        response.end('{}');
        app.emit('received');
      });
    }).listen(0, '127.0.0.1');
    await once(app, 'listening');
    const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    platform = await TestPlatform.start({ appUrl, sidecarPort: 0 });
    token = await platform.accessToken(ADMIN);
  });
  beforeEach(() => (received = []));
  afterEach(() => platform.http.delete('/__sandbox/faults'));
  afterAll(async () => {
    await platform.close();
    app.closeAllConnections();
    app.close();
  });

  const plan = async (fault: object): Promise<void> => {
    const reply = await platform.http.post('/__sandbox/faults', fault);
    expect(reply.status).toBe(201);
  };
  const read = (as = token): Promise<HttpReply> =>
    platform.http.get(STORAGE, { headers: { authorization: as } });
  const query = (as = token): Promise<HttpReply> =>
    platform.http.post('/v2', { query: '{ me { id } }' }, { headers: { authorization: as } });

  it('rejects only the next call on request, in the error format of each API', async () => {
    await plan({ kind: 'unauthorized', count: 3 });
    expect((await read()).status).toBe(401);
    expect((await query()).json()).toMatchObject({ errors: [expect.anything()] });
    const sidecar = await fetch(`http://127.0.0.1:${platform.sidecarPort}/storage/k?shared=true`, {
      headers: { 'x-monday-access-token': token },
    });
    expect([sidecar.status, await sidecar.json()]).toEqual([401, { reason: 'Unauthorized' }]);
    expect((await read()).status).toBe(404);
  });

  it.each([
    [{ kind: 'rate-limited', retryAfterSeconds: 7 }, 429, '7', 'json'],
    [{ kind: 'rate-limited' }, 429, null, 'json'],
    [{ kind: 'conflict' }, 409, null, 'json'],
    [{ kind: 'server-error' }, 503, null, 'html'],
    [{ kind: 'server-error', status: 502, retryAfterSeconds: 1 }, 502, '1', 'html'],
  ])('answers %j with %d', async (fault, status, retryAfter, type) => {
    await plan(fault);
    const reply = await read();
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(reply.headers.get('content-type')).toContain(type);
  });

  it('breaks connections off', async () => {
    await plan({ kind: 'reset', count: 1 });
    await expect(read()).rejects.toThrow();
    expect((await read()).status).toBe(404);
  });

  it('waits before it answers', async () => {
    await plan({ kind: 'latency', latencyMs: 60, count: 1 });
    const start = performance.now();
    expect((await read()).status).toBe(404);
    expect(performance.now() - start).toBeGreaterThan(50);
  });

  it('never answers, and still can be stopped', async () => {
    const other = await TestPlatform.start();
    await other.http.post('/__sandbox/faults', { kind: 'hang', route: '/v2' });
    const call = expect(other.http.post('/v2', {})).rejects.toThrow();
    const struck = async (): Promise<boolean> => {
      const [fault] = (await other.http.get('/__sandbox/faults')).json<{ struck: number }[]>();
      return fault?.struck === 1;
    };
    while (!(await struck())) await new Promise((resolve) => setTimeout(resolve, 5));
    await other.close();
    await call;
  });

  it('lets one token expire, and takes the next', async () => {
    const expired = await platform.accessToken(ADMIN);
    await plan({ kind: 'expired-token', count: 1 });
    expect((await query(expired)).status).toBe(401);
    expect((await query(expired)).status).toBe(401);
    expect((await query(`Bearer ${expired}`)).status).toBe(401);
    expect((await query(await platform.accessToken(ADMIN))).status).toBe(200);
  });

  it('strikes one route and one account', async () => {
    await plan({ kind: 'server-error', route: 'GET /app_storage_api/*', accountId: '18345021' });
    expect((await read()).status).toBe(503);
    expect((await query()).status).toBe(200);
    expect((await read(await platform.accessToken(OTHER_ACCOUNT_ADMIN))).status).toBe(404);
  });

  it.each([
    [{}],
    [{ kind: 'none' }],
    [{ kind: 'latency' }],
    [{ kind: 'reset', share: 0 }],
    [{ kind: 'reset', count: 1.5 }],
    [{ kind: 'reset', route: 'no path' }],
    [{ kind: 'server-error', status: 404 }],
    [{ kind: 'reset', times: 1 }],
  ])('does not take %j', async (fault) => {
    expect((await platform.http.post('/__sandbox/faults', fault)).status).toBe(400);
  });

  const publish = (message: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${platform.sidecarPort}/queue`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ message }),
    });
  const deliveries = async (count: number): Promise<string[]> => {
    while (received.length < count) await once(app, 'received');
    return received;
  };

  it('delivers a message twice', async () => {
    await plan({ kind: 'duplicate-delivery', route: '/mndy-queue', count: 1 });
    await publish('one');
    expect(await deliveries(2)).toEqual(['one', 'one']);
  });

  it('delivers a message after the one that came later', async () => {
    await plan({ kind: 'reordered-delivery', count: 1 });
    await publish('first');
    await publish('second');
    expect(await deliveries(2)).toEqual(['second', 'first']);
  });

  it('runs a block twice', async () => {
    await plan({ kind: 'duplicate-delivery', count: 1 });
    await platform.http.post('/__sandbox/blocks/some-action', { userId: ADMIN });
    const [one, two] = await deliveries(2);
    expect(one).toBe(two);
  });

  it('is driven from the command line', async () => {
    const printed: string[] = [];
    const run = (...words: string[]): Promise<number> =>
      runCli(
        ['sandbox', ...words],
        { sandboxUrl: platform.url, variables: {} },
        {
          print: (line) => printed.push(line),
          printError: (line) => printed.push(line),
        },
      );
    expect(await run('fault', 'rate-limited', '--route', '/v2', '--count', '2', '--retry-after', '3')).toBe(
      0,
    );
    expect(await run('faults')).toBe(0);
    expect(printed[1]).toContain('rate-limited  route=/v2  count=2  retryAfterSeconds=3  struck 0');
    expect((await query()).headers.get('retry-after')).toBe('3');
    expect(await run('faults', 'clear')).toBe(0);
    expect((await query()).status).toBe(200);
    expect(await run('fault', 'nonsense')).toBe(1);
    expect(printed.at(-1)).toContain('kind must be one of latency');
    expect(await run('fault', 'reset', '--count', 'many')).toBe(2);
  });

  it('turns limits off and on again', async () => {
    const statuses = async (): Promise<number[]> =>
      (await Promise.all(Array.from({ length: 30 }, () => read()))).map(({ status }) => status);
    const run = (state: string): Promise<number> =>
      runCli(
        ['sandbox', 'limits', state],
        { sandboxUrl: platform.url, variables: {} },
        {
          print: () => undefined,
          printError: () => undefined,
        },
      );
    expect(await run('off')).toBe(0);
    expect(await statuses()).not.toContain(429);
    expect(await run('on')).toBe(0);
    expect(await statuses()).toContain(429);
    expect(await run('perhaps')).toBe(2);
  });
});
