import { connect } from 'node:net';
import { Controller, Get, Injectable, Module, Post } from '@nestjs/common';
import { Clock } from '../../../src/clock/index.js';
import { MondayBlock } from '../../../src/monday/index.js';
import { eventually, FakeClock, TestApp, type HttpReply, type Login } from '../../../src/testing/index.js';

/** Requests of one account that are worked on at once, and that wait. */
const AT_ONCE = 2;
const WAITING = 16 * AT_ONCE;

/** Handlers that stay inside until the test lets them go. */
@Injectable()
class Gate {
  inside = 0;
  private readonly held = new Set<() => void>();

  async enter(): Promise<void> {
    this.inside += 1;
    await new Promise<void>((resolve) => this.held.add(resolve));
    this.inside -= 1;
  }

  open(): void {
    for (const release of this.held) release();
    this.held.clear();
  }
}

@Controller('hold')
class HoldController {
  constructor(private readonly gate: Gate) {}

  @Get()
  async hold(): Promise<object> {
    await this.gate.enter();
    return {};
  }

  @MondayBlock()
  @Post('block')
  async block(): Promise<object> {
    await this.gate.enter();
    return {};
  }
}

@Module({ controllers: [HoldController], providers: [Gate] })
class HoldModule {}

async function startApp(variables: Record<string, string>, clock = new FakeClock()): Promise<TestApp> {
  return TestApp.start({
    imports: [HoldModule],
    overrides: [{ token: Clock, value: clock }],
    variables,
  });
}

/** Logins of two accounts. */
async function twoAccounts(app: TestApp): Promise<[Login, Login]> {
  const users = await app.users();
  const other = users.find(({ account }) => account.id !== users[0]?.account.id);
  return [await app.login(users[0]?.id), await app.login(other?.id)];
}

describe('an account that holds all its places', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let gate: Gate;
  let busy: Login;
  let other: Login;

  beforeAll(async () => {
    app = await startApp({ ACCOUNT_MAX_CONCURRENCY: String(AT_ONCE) }, clock);
    gate = app.get(Gate);
    [busy, other] = await twoAccounts(app);
  });
  afterEach(() => gate.open());
  afterAll(() => app.close());

  const hold = (count: number): Promise<HttpReply>[] =>
    Array.from({ length: count }, () => busy.http.get('/hold'));

  /** Releases waiting requests until all are answered. */
  const finish = async (replies: readonly Promise<HttpReply>[]): Promise<number[]> => {
    const opening = setInterval(() => gate.open(), 1);
    const statuses = await Promise.all(replies.map(async (reply) => (await reply).status));
    clearInterval(opening);
    return statuses;
  };

  it('waits for a slot, is refused if too many wait, and does not block others', async () => {
    const replies = hold(AT_ONCE + WAITING + 2);
    const refused = await Promise.race(replies);
    expect(refused.json()).toMatchObject({ error: 'BaseError', code: 'account.rate_limited' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await other.http.get('/auth/me')).status).toBe(200);
    expect(gate.inside).toBe(AT_ONCE);
    const statuses = await finish(replies);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect(statuses.filter((status) => status === 200)).toHaveLength(AT_ONCE + WAITING);
  });

  it('is refused after a short wait', async () => {
    const replies = hold(AT_ONCE);
    await eventually(() => (gate.inside === AT_ONCE ? true : undefined));
    const late = busy.http.get('/auth/me');
    const waits = setInterval(() => clock.advance(100), 1);
    expect((await late).status).toBe(429);
    clearInterval(waits);
    expect(await finish(replies)).toEqual(replies.map(() => 200));
  });

  it('gets 503 for a request of monday, which would not retry after 429', async () => {
    const replies = hold(AT_ONCE);
    await eventually(() => (gate.inside === AT_ONCE ? true : undefined));
    const late = app.http().send(app.monday.block('/hold/block', busy.user));
    const waits = setInterval(() => clock.advance(100), 1);
    const reply = await late;
    clearInterval(waits);
    expect(reply.json()).toEqual({
      error: 'BaseError',
      code: 'account.busy',
      message: expect.any(String) as string,
      statusCode: 503,
      requestId: expect.any(String) as string,
    });
    expect(reply.headers.get('retry-after')).toBe('1');
    await finish(replies);
  });

  it('gets 503 for a webhook too, because that route has no guard', async () => {
    const replies = hold(AT_ONCE);
    await eventually(() => (gate.inside === AT_ONCE ? true : undefined));
    const late = app.http().send(app.monday.boardWebhook(busy.user, { type: 'create_pulse' }));
    const waits = setInterval(() => clock.advance(100), 1);
    const reply = await late;
    clearInterval(waits);
    expect([reply.status, reply.json()]).toEqual([503, expect.objectContaining({ code: 'account.busy' })]);
    await finish(replies);
  });

  it('gets its slots back if clients disconnect, also clients with pipelined requests', async () => {
    const { hostname, port } = new URL(app.url);
    const sockets = Array.from({ length: AT_ONCE }, () => connect({ host: hostname, port: Number(port) }));
    const request = `GET /hold HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${busy.accessToken}\r\n\r\n`;
    for (const socket of sockets) socket.write(request.repeat(4));
    await eventually(() => (gate.inside === AT_ONCE ? true : undefined));
    for (const socket of sockets) socket.destroy();
    for (let n = 0; n < 2 * AT_ONCE; n += 1) expect((await busy.http.get('/auth/me')).status).toBe(200);
  });
});

describe('an account that makes too many requests in a second', () => {
  it('gets 429 until some time has passed, and no other account does', async () => {
    const clock = new FakeClock();
    const app = await startApp({ ACCOUNT_RATE_PER_SECOND: '3' }, clock);
    const [eager, other] = await twoAccounts(app);
    const ask = async (login: Login): Promise<number> => (await login.http.get('/auth/me')).status;
    expect([await ask(eager), await ask(eager), await ask(eager), await ask(eager)]).toEqual([
      200, 200, 200, 429,
    ]);
    expect(await ask(other)).toBe(200);
    clock.advance(1_000);
    expect(await ask(eager)).toBe(200);
    await app.close();
  });
});
