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
    const { host, hostname, port } = new URL(app.url);
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.setEncoding('utf8');
    this.socket.on('data', (text: string) => (this.received += text));
    this.socket.on('close', () => (this.isClosed = true)).on('error', () => undefined);
    void this.write(
      [`${target} HTTP/1.1`, `Host: ${host}`, 'Content-Type: application/json', ...headers, '', ''].join(
        '\r\n',
      ),
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

it('eight large bodies at once wait for each other, and all are stored', async () => {
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

it('a large body that gets no memory within ten seconds is refused', async () => {
  const others = new EventEmitter();
  memory.tryTake(Object.assign(others, { destroyed: false }), { accountId: 'x', userId: 'y' }, 50 * MEBIBYTE);
  const upload = idleUpload(ada);
  await until(() => memory.waiting === 1);
  clock.advance(10_000);
  expect(await upload.error()).toMatchObject({ code: 'http.large_bodies_busy', statusCode: 503 });
  expect(upload.received).toMatch(/^retry-after: 1\r$/im);
  others.emit('close');
});

it('a body in chunks of one byte is stored unchanged', async () => {
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

it('an anonymous body in chunks of one byte is refused before it uses much memory', async () => {
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

  it('are aborted for newer ones, the oldest first, on a public route', async () => {
    const opened = await openMany('POST /auth/refresh');
    expect(await opened[0]?.error()).toMatchObject({ code: 'http.large_bodies_busy', statusCode: 503 });
    const body = JSON.stringify({ refresh_token: 'unknown' });
    const newest = new Upload('POST /auth/refresh', length(body.length));
    await newest.write(body.slice(0, 10));
    await newest.write(body.slice(10));
    expect(await newest.status()).toBe(401);
  });

  it('are refused for missing credentials on other routes', async () => {
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

describe('bodies of webhooks', () => {
  const EVENT = JSON.stringify({ event: { type: 'create_pulse', value: '語'.repeat(600_000) } });
  const BYTES = Buffer.byteLength(EVENT);
  const TARGET = 'POST /monday/webhooks';
  const signed = ({ user }: Login, secret?: string): string => {
    const token = app.monday.boardWebhook(user, {}, secret === undefined ? {} : { secret }).headers?.[
      'authorization'
    ];
    return `Authorization: ${token}`;
  };
  const finish = async (upload: Upload): Promise<number> => {
    await until(() => upload.isWanted);
    await upload.write(EVENT);
    await until(() => /HTTP\/1\.1 [2-5]/.test(upload.received));
    return upload.status();
  };

  it('share the memory, and leave memory for other accounts', async () => {
    const events = Array.from({ length: 16 }, () => new Upload(TARGET, signed(ada), length(BYTES), EXPECT));
    await until(() => events.filter(({ isWanted }) => isWanted).length + memory.waiting === 16);
    expect(memory.waiting).toBeGreaterThan(0);
    expect(memory.heldBytes).toBeLessThan(56 * MEBIBYTE);
    expect(await finish(new Upload(TARGET, signed(bob), length(BYTES), EXPECT))).toBe(200);
    expect(await Promise.all(events.map(finish))).toEqual(events.map(() => 200));
  });

  it('are aborted when they stall', async () => {
    const upload = new Upload(TARGET, signed(ada), length(BYTES), EXPECT);
    await until(() => upload.isWanted);
    await upload.write(EVENT.slice(0, 20_000));
    clock.advance(5_000);
    expect(await upload.error()).toMatchObject({ code: 'http.body_too_slow', statusCode: 408 });
    await until(() => upload.isClosed);
  });

  it.each([
    ['without a token', () => 'Accept: */*'],
    ['with a forged token', () => signed(ada, 'x'.repeat(32))],
    ['with the token of a session', () => bearer(ada)],
  ])('are not read %s', async (_name, authorization) => {
    const take = jest.spyOn(memory, 'take');
    const upload = new Upload(TARGET, authorization(), length(BYTES), EXPECT);
    expect(await upload.error()).toMatchObject({ code: 'monday.token_invalid', statusCode: 401 });
    const chunked = new Upload(TARGET, authorization(), CHUNKED);
    await chunked.write(chunk(EVENT.slice(0, 200_000)));
    expect(await chunked.error()).toMatchObject({ code: 'monday.token_invalid', statusCode: 401 });
    expect(upload.received).not.toContain('100 Continue');
    expect(take).not.toHaveBeenCalled();
    take.mockRestore();
  });

  it('may be chunked, and are refused as soon as they exceed the limit', async () => {
    const upload = new Upload(TARGET, signed(ada), CHUNKED);
    for (let at = 0; at < EVENT.length; at += 50_000) await upload.write(chunk(EVENT.slice(at, at + 50_000)));
    await upload.write('0\r\n\r\n');
    expect(await upload.status()).toBe(200);

    const endless = new Upload(TARGET, signed(ada), CHUNKED);
    await endless.write(chunk('x'.repeat(2 * MEBIBYTE + 1)));
    expect(await endless.error()).toMatchObject({ code: 'http.payload_too_large', statusCode: 413 });
  });

  it('are limited to 100 kB for lifecycle events, because users of a board view also have their tokens', async () => {
    const { headers } = app.monday.lifecycle('install', ada.user);
    const upload = new Upload(
      'POST /monday/lifecycle',
      `Authorization: ${headers?.['authorization']}`,
      length(BYTES),
      EXPECT,
    );
    expect(await upload.error()).toMatchObject({ code: 'http.payload_too_large', statusCode: 413 });
  });

  it('use the memory of their account while many unfinished anonymous ones are held', async () => {
    const body = JSON.stringify({ event: { type: 'create_pulse', value: 'x'.repeat(80_000) } });
    const upload = new Upload(TARGET, signed(ada), length(body.length));
    await upload.write(body.slice(0, 40_000));
    const others: Upload[] = [];
    for (let count = 0; count < 100; count += 1) {
      const other = new Upload(TARGET, length(100_000));
      await other.write('x'.repeat(90_000));
      others.push(other);
    }
    expect(await others[0]?.status()).toBe(401);
    await until(() => memory.heldBytes > 0);
    await upload.write(body.slice(40_000));
    expect(await upload.status()).toBe(200);
  });

  const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
});
