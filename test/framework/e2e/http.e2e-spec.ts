import { connect } from 'node:net';
import {
  sendRaw,
  TestApp,
  unlessTarget,
  type ErrorBody,
  type Login,
  type RawReply,
} from '../../../src/testing/index.js';

const MEBIBYTE = 1024 * 1024;

let app: TestApp;
let login: Login;

beforeAll(async () => {
  app = await TestApp.start({ variables: { CORS_ORIGINS: 'https://app.example', MAX_BODY_MEMORY_MB: '16' } });
  login = await app.login();
});
afterAll(() => app.close());

const authorization = (): string => `Authorization: Bearer ${login.accessToken}`;

/** A refusal in the format of the contract. */
function expectRefusal(reply: RawReply, status: number, code: string): void {
  expect(reply.status).toBe(status);
  const body = JSON.parse(reply.body) as ErrorBody;
  expect(body).toMatchObject({ error: 'HTTPException', code, statusCode: status });
  expect(body.message).toMatch(/\S/);
  expect(reply.head).toMatch(new RegExp(`^x-request-id: ${body.requestId}\\r?$`, 'im'));
}

describe('requests that are none', () => {
  const raw = (text: string): Promise<RawReply> => sendRaw(app.url, text);
  const padding = 'a'.repeat(20_000);

  it.each<[string, string, number, string]>([
    ['garbage', 'GARBAGE\r\n\r\n', 400, 'http.bad_request'],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'http.bad_request'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n', 400, 'http.bad_request'],
    ['a null byte in the path', 'GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'http.bad_request'],
    ['a missing Host', 'GET /health/live HTTP/1.1\r\n\r\n', 400, 'http.bad_request'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'http.bad_request',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'http.bad_request',
    ],
    [
      'headers over 16 kB',
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${padding}\r\n\r\n`,
      431,
      'http.request_header_fields_too_large',
    ],
    [
      'an address over 16 kB',
      `GET /${padding} HTTP/1.1\r\nHost: x\r\n\r\n`,
      431,
      'http.request_header_fields_too_large',
    ],
    [
      'an expectation',
      'GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: magic\r\n\r\n',
      417,
      'http.expectation_failed',
    ],
    [
      'broken percent-encoding in the path',
      'GET /storage/%zz HTTP/1.1\r\nHost: x\r\n\r\n',
      400,
      'http.bad_request',
    ],
    [
      'percent-encoding that is not UTF-8',
      'GET /storage/%ff HTTP/1.1\r\nHost: x\r\n\r\n',
      400,
      'http.bad_request',
    ],
    [
      'broken percent-encoding in the query',
      'GET /health/live?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n',
      400,
      'http.bad_request',
    ],
    ['a path that climbs', 'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n', 404, 'http.not_found'],
    [
      'an encoded path that climbs',
      'GET /docs/..%2f..%2fpackage.json HTTP/1.1\r\nHost: x\r\n\r\n',
      404,
      'http.not_found',
    ],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n', 404, 'http.not_found'],
    [
      'an absolute address elsewhere',
      'GET http://evil.example/none HTTP/1.1\r\nHost: x\r\n\r\n',
      404,
      'http.not_found',
    ],
  ])('%s is refused in the form of every refusal', async (_name, text, status, code) => {
    expectRefusal(await raw(text), status, code);
  });

  it('a refused connection does not disturb the next', async () => {
    await raw('GARBAGE\r\n\r\n');
    expect((await app.http().get('/health/live')).status).toBe(200);
  });
});

describe('request ids', () => {
  it.each(['abc', 'A.b_c-9', 'x'.repeat(128)])('a good one is kept: %s', async (id) => {
    const reply = await app.http().get('/health/live', { headers: { 'x-request-id': id } });
    expect(reply.headers.get('x-request-id')).toBe(id);
  });

  it.each(['', 'a b', 'x'.repeat(129), 'ü', '<script>'])('a bad one is replaced: %s', async (id) => {
    const reply = await sendRaw(
      app.url,
      `GET /health/live HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\n\r\n`,
    );
    expect(reply.head).toMatch(/^x-request-id: [0-9a-f-]{36}\r?$/im);
  });

  it('each failure names the id that its header has', async () => {
    const reply = await app.http().get('/nowhere?token=secret', { headers: { 'x-request-id': 'mine' } });
    expect(reply.status).toBe(404);
    expect(reply.headers.get('x-request-id')).toBe('mine');
    expect(reply.json()).toEqual({
      error: 'HTTPException',
      code: 'http.not_found',
      message: expect.any(String) as string,
      statusCode: 404,
      requestId: 'mine',
    });
    expect(reply.text).not.toContain('secret');
  });
});

describe('headers of every reply', () => {
  it.each(['/health/live', '/nowhere', '/storage/x'])('%s is locked down', async (path) => {
    const { headers } = await app.http().get(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    app.http().send({
      method: 'OPTIONS',
      path: '/storage/x',
      headers: { origin, 'access-control-request-method': 'PUT' },
    });

  const mayCall = async (origin: string): Promise<void> => {
    const { status, headers } = await preflight(origin);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-headers')).toBe(
      'Authorization,Content-Type,If-Match,If-None-Match,X-Request-Id,traceparent,tracestate,baggage',
    );
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  };

  it('https://app.example may call, without credentials', () => mayCall('https://app.example'));

  const reason = 'pages of this machine may call in the local profile only';
  const onLaptop = unlessTarget('instances', reason, unlessTarget('monday-code', reason, it));
  onLaptop.each(['http://localhost:3000', 'http://127.0.0.1:9', 'http://[::1]:5'])(
    '%s may call, without credentials',
    mayCall,
  );

  it.each([
    'https://app.example.evil.com',
    'http://app.example',
    'https://APP.example',
    'null',
    'http://localhost.evil.com',
    'http://localhost:3000@evil.com',
  ])('%s may not', async (origin) => {
    expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('a failure can be read by the page that caused it', async () => {
    const { status, headers } = await app
      .http()
      .get('/storage/x', { headers: { origin: 'https://app.example' } });
    expect(status).toBe(401);
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(headers.get('access-control-expose-headers')).toBe('ETag,X-Request-Id,Retry-After');
  });
});

describe('queries', () => {
  it.each([
    '/health/live?a=1',
    '/health?verbose',
    '/storage/x?unknown=1',
    '/storage/x?shared=true&shared=true',
  ])('%s is refused by the field', async (path) => {
    const reply = await login.http.get(path);
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({
      code: 'validation.failed',
      details: [{ field: expect.any(String) as string }],
    });
  });

  it.each(['?__proto__=1', '?constructor=1', '?a[b]=1', '?toString=1'])(
    '%s is a parameter like any other',
    async (query) => {
      expect((await app.http().get(`/health/live${query}`)).status).toBe(400);
    },
  );

  it('an empty query is none', async () => {
    expect((await app.http().get('/health/live?')).status).toBe(200);
  });
});

describe('bodies', () => {
  const json = { 'content-type': 'application/json' };
  const put = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
    login.http.send({ method: 'PUT', path: '/storage/body', body, headers });

  it.each<[string, string, Record<string, string>, number]>([
    ['broken JSON', '{"value":', json, 400],
    ['a text in place of an object', '"value"', json, 400],
    ['null', 'null', json, 400],
    ['a form', 'value=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['no type', '{"value":1}', { 'content-type': '' }, 415],
    ['another type', '{"value":1}', { 'content-type': 'text/plain' }, 415],
    ['another charset', '{"value":1}', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['compression', '{"value":1}', { ...json, 'content-encoding': 'gzip' }, 415],
  ])('%s is refused', async (_name, body, headers, status) => {
    expect((await put(body, headers)).status).toBe(status);
  });

  it('bytes that are not UTF-8 are refused instead of replaced', async () => {
    const bytes = Buffer.concat([Buffer.from('{"value":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect((await put(new Uint8Array(bytes))).status).toBe(400);
  });

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'Application/JSON'])(
    '%s is JSON',
    async (type) => {
      expect((await put(`{"value":1}`, { 'content-type': type })).status).toBeLessThan(300);
    },
  );

  it('a body over 100 kB is refused where the route does not take one', async () => {
    const reply = await app.http().post('/auth/refresh', { refresh_token: 'x'.repeat(200_000) });
    expect(reply.status).toBe(413);
    expect(reply.json()).toMatchObject({ error: 'HTTPException', code: 'http.payload_too_large' });
  });

  it('a value of 6 MiB is taken, and comes back whole', async () => {
    const value = 'v'.repeat(6 * MEBIBYTE - 2);
    expect((await put(JSON.stringify({ value }))).status).toBeLessThan(300);
    expect((await login.http.get('/storage/body')).json<{ value: string }>().value).toBe(value);
  });

  it('a large reply has its length, and every character whole wherever it is cut', async () => {
    for (const shift of ['', 'x']) {
      const value = shift + '\u{1f600}é'.repeat(100_000);
      expect((await put(JSON.stringify({ value }))).status).toBeLessThan(300);
      const reply = await login.http.get('/storage/body');
      expect(reply.json<{ value: string }>().value === value).toBe(true);
      expect(reply.headers.get('content-length')).toBe(String(Buffer.byteLength(reply.text)));
      const head = await login.http.send({ method: 'HEAD', path: '/storage/body' });
      expect([head.status, head.text]).toEqual([200, '']);
      const known = `If-None-Match: ${reply.headers.get('etag')}\r\n\r\n`;
      const unchanged = await sendRaw(
        app.url,
        `GET /storage/body HTTP/1.1\r\nHost: x\r\n${authorization()}\r\n${known}`,
      );
      expect([unchanged.status, unchanged.body]).toEqual([304, '']);
    }
  });

  it('a body over 6 MiB and its envelope is refused', async () => {
    expect((await put(JSON.stringify({ value: 'v'.repeat(6 * MEBIBYTE + 70_000) }))).status).toBe(413);
  });

  it('the same holds for a body that does not say how long it is', async () => {
    const reply = await sendChunked('x'.repeat(6 * MEBIBYTE + 70_000));
    expectRefusal(reply, 413, 'http.payload_too_large');
    expect((await sendChunked('x'.repeat(300_000))).status).toBeLessThan(300);
    expect((await sendChunked('x')).status).toBeLessThan(300);
  });

  const deletion = (): string => `DELETE /storage/none HTTP/1.1\r\nHost: x\r\n${authorization()}\r\n`;
  const chunkedDeletion = (more: string): string => `${deletion()}${more}Transfer-Encoding: chunked\r\n\r\n`;
  const lastDeletion = (): string => `${deletion()}Connection: close\r\n\r\n`;

  it.each([
    ['without a type', ''],
    ['of another type', 'Content-Type: text/plain\r\n'],
    ['of JSON', 'Content-Type: application/json\r\n'],
    ['that is compressed', 'Content-Encoding: gzip\r\n'],
    ['without a type, after "100 Continue",', 'Expect: 100-continue\r\n'],
  ])('an empty chunked body %s is none, and the connection goes on', async (_name, header) => {
    const requests = `${chunkedDeletion(header)}0\r\n\r\n${lastDeletion()}`;
    await expect(statusesOf(requests)).resolves.toEqual([204, 204]);
  });

  it('a chunked body of text is refused, and the connection goes on', async () => {
    const head = chunkedDeletion('Content-Type: text/plain\r\n');
    const requests = `${head}1\r\na\r\n${'2\r\nbc\r\n'.repeat(3_000)}0\r\n\r\n${lastDeletion()}`;
    await expect(statusesOf(requests)).resolves.toEqual([415, 204]);
  });

  it('a chunked body of text that waits for "100 Continue" is refused before it is sent', async () => {
    const head = chunkedDeletion('Expect: 100-continue\r\nContent-Type: text/plain\r\n');
    expectRefusal(await sendRaw(app.url, head), 415, 'http.unsupported_media_type');
  });

  /** Of all replies on one connection, until the server closes it. */
  async function statusesOf(requests: string): Promise<number[]> {
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    socket.write(requests);
    let received = '';
    for await (const text of socket) received += text as string;
    const statuses = [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
    return statuses.filter((status) => status !== 100);
  }

  function sendChunked(value: string): Promise<RawReply> {
    const body = JSON.stringify({ value });
    const head = `PUT /storage/chunked HTTP/1.1\r\nHost: x\r\n${authorization()}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    return sendRaw(app.url, head, `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
  }
});

describe('large bodies', () => {
  const head = (more: string, target = 'PUT /storage/large'): string =>
    `${target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${MEBIBYTE}\r\n${more}\r\n`;

  it('who is not let in is refused before the body is sent', async () => {
    // Only the headers go out: a server that waited for the body would never answer.
    const reply = await sendRaw(app.url, head(''));
    expect(reply.status).toBe(401);
    expect((await sendRaw(app.url, head('Authorization: Bearer nonsense\r\n'))).status).toBe(401);
    expect((await sendRaw(app.url, head('', 'POST /storage/batch'))).status).toBe(401);
  });

  it('a client that asks first is refused without "100 Continue"', async () => {
    expect((await sendRaw(app.url, head('Expect: 100-continue\r\n'))).status).toBe(401);
  });

  it('a small body does not wait for large ones', async () => {
    const { status } = await whileUploading(3, () => login.http.put('/storage/small', { value: 1 }));
    expect(status).toBeLessThan(300);
  });

  /** Holds uploads open that the server has begun to read: it says so by "100 Continue". */
  async function whileUploading<T>(count: number, work: () => Promise<T>): Promise<T> {
    const { connect } = await import('node:net');
    const { hostname, port } = new URL(app.url);
    const sockets = await Promise.all(
      Array.from({ length: count }, async () => {
        const socket = connect({ host: hostname, port: Number(port) });
        socket.write(head(`${authorization()}\r\nExpect: 100-continue\r\n`));
        await new Promise<void>((resolve) => socket.once('data', () => resolve()));
        return socket;
      }),
    );
    try {
      return await work();
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  }
});

describe('health', () => {
  it('readiness names each dependency', async () => {
    const reply = await app.http().get('/health');
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({
      status: 'ok',
      checks: { persistence: { status: 'up' }, queue: { status: 'up' } },
    });
  });

  it('answers HEAD, as monday probes', async () => {
    expect((await app.http().send({ method: 'HEAD', path: '/health' })).status).toBe(200);
  });
});
