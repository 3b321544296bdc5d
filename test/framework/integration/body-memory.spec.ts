import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type AppConfig } from '../../../src/config/index.js';
import { BodyMemory } from '../../../src/http/body/index.js';
import {
  Clock,
  eventually,
  FakeClock,
  TestApp,
  type ErrorBody,
  type Login,
} from '../../../src/testing/index.js';

const MEBIBYTE = 1024 * 1024;
const LARGE = JSON.stringify({ value: 'v'.repeat(6 * MEBIBYTE - 2) });

let clock: FakeClock;
let memory: BodyMemory;
let app: TestApp;
/** Ada and Alan are of one account, Bob is of another. */
let ada: Login;
let alan: Login;
let bob: Login;
let uploads: Upload[];

beforeAll(async () => {
  clock = new FakeClock();
  memory = new BodyMemory({ http: { maxBodyMemoryMb: 64 } } as AppConfig, clock);
  app = await TestApp.start({
    overrides: [
      { token: Clock, value: clock },
      { token: BodyMemory, value: memory },
    ],
  });
  const users = await app.users();
  const members = users.filter(({ account }) => account.id === users[0]?.account.id);
  ada = await app.login(members[0]?.id);
  alan = await app.login(members[1]?.id);
  bob = await app.login(users.find(({ account }) => account.id !== users[0]?.account.id)?.id);
});
afterAll(() => app.close());
beforeEach(() => {
  uploads = [];
});
afterEach(async () => {
  for (const upload of uploads) upload.socket.destroy();
  await until(() => memory.heldBytes === 0 && memory.waiting === 0);
});

/** A request whose body is sent by hand. */
class Upload {
  readonly socket: Socket;
  received = '';
  isClosed = false;

  constructor(target: string, ...headers: readonly string[]) {
    const { hostname, port } = new URL(app.url);
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.setEncoding('utf8');
    this.socket.on('data', (text: string) => (this.received += text));
    this.socket.on('close', () => (this.isClosed = true)).on('error', () => undefined);
    void this.write(
      [`${target} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...headers, '', ''].join('\r\n'),
    );
    uploads.push(this);
  }

  write(data: string): Promise<void> {
    return new Promise((resolve) => this.socket.write(data, () => resolve()));
  }

  get isWanted(): boolean {
    return this.received.startsWith('HTTP/1.1 100 Continue');
  }

  /** The status of the reply, once it is there. */
  status(): Promise<number> {
    return eventually(() => {
      const status = /HTTP\/1\.1 ([2-5]\d\d) /.exec(this.received)?.[1];
      return status === undefined ? undefined : Number(status);
    });
  }

  async error(): Promise<Partial<ErrorBody>> {
    await this.status();
    return eventually(() => {
      const body = this.received.slice(this.received.lastIndexOf('\r\n\r\n') + 4);
      return body.endsWith('}') ? (JSON.parse(body) as ErrorBody) : undefined;
    });
  }
}

const until = (isSo: () => boolean): Promise<true> => eventually(() => isSo() || undefined);
const bearer = (login: Login): string => `Authorization: Bearer ${login.accessToken}`;
const length = (bytes: number): string => `Content-Length: ${bytes}`;
const CHUNKED = 'Transfer-Encoding: chunked';
const EXPECT = 'Expect: 100-continue';

const idleUpload = (login: Login): Upload =>
  new Upload('PUT /storage/idle', bearer(login), length(LARGE.length), EXPECT);

const putLarge = async (login: Login): Promise<number> =>
  (await login.http.send({ method: 'PUT', path: '/storage/large', body: LARGE, headers: JSON_TYPE })).status;
const JSON_TYPE = { 'content-type': 'application/json' };

it('eight large bodies at once wait for each other, and are all kept', async () => {
  const statuses = await Promise.all(Array.from({ length: 8 }, () => putLarge(ada)));
  expect(statuses.filter((status) => status >= 300)).toEqual([]);
});

it('idle uploads of one user do not block others, and block that user for five seconds', async () => {
  const idle = Array.from({ length: 8 }, () => idleUpload(ada));
  await until(() => memory.waiting === 7);
  expect(await putLarge(bob)).toBeLessThan(300);
  expect(await putLarge(alan)).toBeLessThan(300);

  clock.advance(5_000);
  await until(() => idle.filter((upload) => upload.isWanted).length === 2);
});

it('a stalled upload is aborted, and nothing of it is stored', async () => {
  const upload = idleUpload(ada);
  await until(() => upload.isWanted);
  await upload.write(LARGE.slice(0, 50_000));
  clock.advance(5_000);
  expect(await upload.error()).toMatchObject({
    error: 'BaseError',
    code: 'http.body_too_slow',
    statusCode: 408,
  });
  await until(() => upload.isClosed);
  expect((await ada.http.get('/storage/idle')).status).toBe(404);
});

it('a large body that finds no memory in ten seconds is refused', async () => {
  const others = new EventEmitter();
  memory.tryTake(Object.assign(others, { destroyed: false }), { accountId: 'x', userId: 'y' }, 50 * MEBIBYTE);
  const upload = idleUpload(ada);
  await until(() => memory.waiting === 1);
  clock.advance(10_000);
  expect(await upload.error()).toMatchObject({ code: 'http.large_bodies_busy', statusCode: 503 });
  expect(upload.received).toMatch(/^retry-after: 1\r$/im);
  others.emit('close');
});

it('a body in chunks of one byte is kept as it was sent', async () => {
  for (const characters of [3_000, 150_000]) {
    const body = JSON.stringify({ value: 'é'.repeat(10) + 'x'.repeat(characters) });
    const upload = new Upload('PUT /storage/chunks', bearer(ada), CHUNKED);
    const bytes = [...Buffer.from(body)].map((byte) => `1\r\n${String.fromCharCode(byte)}\r\n`).join('');
    upload.socket.write(Buffer.from(`${bytes}0\r\n\r\n`, 'latin1'));
    expect(await upload.status()).toBeLessThan(300);
    const read = (await ada.http.get('/storage/chunks')).json<{ value: string }>();
    expect(JSON.stringify({ value: read.value })).toBe(body);
  }
});

it('an anonymous body in chunks of one byte is refused before it costs much', async () => {
  const upload = new Upload('POST /auth/refresh', CHUNKED);
  await upload.write('1\r\nx\r\n'.repeat(2_001));
  expect(await upload.error()).toMatchObject({ code: 'http.payload_too_large', statusCode: 413 });
  await until(() => upload.isClosed);
});

describe('unfinished anonymous bodies', () => {
  /** 8 MiB are kept for them. */
  const MANY = 100;
  const UNFINISHED = 90_000;

  async function openMany(target: string): Promise<Upload[]> {
    const opened: Upload[] = [];
    for (let count = 0; count < MANY; count += 1) {
      const upload = new Upload(target, length(100_000));
      await upload.write('x'.repeat(UNFINISHED));
      opened.push(upload);
    }
    return opened;
  }

  it('give way to newer ones, the oldest first, where the route is for all', async () => {
    const opened = await openMany('POST /auth/refresh');
    expect(await opened[0]?.error()).toMatchObject({ code: 'http.large_bodies_busy', statusCode: 503 });
    const body = JSON.stringify({ refresh_token: 'unknown' });
    const newest = new Upload('POST /auth/refresh', length(body.length));
    await newest.write(body.slice(0, 10));
    await newest.write(body.slice(10));
    expect(await newest.status()).toBe(401);
  });

  it('are refused by their credentials where it is not', async () => {
    const opened = await openMany('PUT /storage/any');
    expect(await opened[0]?.status()).toBe(401);
  });

  it('do not prevent an authenticated caller from sending a body in pieces', async () => {
    const body = JSON.stringify({ value: 'x'.repeat(80_000) });
    const adas = new Upload('PUT /storage/pieces', bearer(ada), length(body.length));
    await adas.write(body.slice(0, 40_000));
    await openMany('POST /auth/refresh');
    // Hers was the oldest: she is asked who she is, and goes on with memory of her account.
    await until(() => memory.heldBytes > 0);
    await adas.write(body.slice(40_000));
    expect(await adas.status()).toBe(201);
  });
});
