import { Injectable, Module } from '@nestjs/common';
import {
  AccountPurge,
  InstallationStore,
  SuspectedUninstalls,
  type Installation,
} from '../../../src/account-data/index.js';
import { ConnectionService } from '../../../src/auth/index.js';
import { runAs } from '../../../src/caller/index.js';
import { MondayEvent, MondayModule, type LifecycleEvent } from '../../../src/monday/index.js';
import { QueueOperations } from '../../../src/queue/index.js';
import {
  Clock,
  FakeClock,
  TestApp,
  type HttpReply,
  type Login,
  type PlatformUser,
} from '../../../src/testing/index.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const OF_MEMBER = { is_admin: false, user_kind: 'member' };

@Injectable()
class Probe {
  readonly events: string[] = [];

  @MondayEvent('install')
  came({ isUnproven }: LifecycleEvent<'install'>): void {
    this.events.push(`install ${isUnproven === true}`);
  }

  @MondayEvent('uninstall')
  left({ type }: LifecycleEvent<'uninstall'>): void {
    this.events.push(type);
  }
}

@Module({ imports: [MondayModule], providers: [Probe] })
class ProbeModule {}

describe('a lifecycle event', () => {
  let clock: FakeClock;
  let app: TestApp;
  let user: PlatformUser;
  let login: Login;

  beforeEach(async () => {
    clock = new FakeClock(Date.now());
    app = await TestApp.start({ imports: [ProbeModule], overrides: [{ token: Clock, value: clock }] });
    user = (await app.users())[0]!;
    login = await app.login(user.id);
  });
  afterEach(() => app.close());

  const send = (type: string, claims?: object, form: 'view' | 'flat' = 'view'): Promise<HttpReply> =>
    app.http().send(
      app.monday.lifecycle(type, user, {
        form,
        claims: { ...claims },
        data: { timestamp: new Date(clock.now()).toISOString() },
      }),
    );
  const installation = (): Promise<Installation> => app.get(InstallationStore).find(user.account.id);
  const statusOfSession = async (): Promise<number> => (await login.http.get('/auth/me')).status;
  const handled = async (): Promise<readonly string[]> => {
    await eventually(clock, async () => {
      const { ready, running } = await app.get(QueueOperations).stats();
      return ready + running === 0;
    });
    return app.get(Probe).events;
  };

  /** Lets the scheduled jobs run until something is there. */
  const afterJobs = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    let found: T | undefined;
    clock.advance(30 * 60 * 1000);
    await eventually(clock, async () => (found = await look()) !== undefined);
    return found!;
  };
  /** monday refuses the connection, and the app learns of it. */
  const endConnection = async (): Promise<void> => {
    await app.platform.http.post('/__sandbox/reset', {});
    const connections = app.get(ConnectionService);
    const owner = { accountId: user.account.id, userId: user.id };
    const token = (await connections.find(owner))!.tokens.accessToken;
    await runAs({ ...owner, kind: 'job' }, () => connections.refreshRejected(token)).catch(() => undefined);
    expect((await connections.find(owner))!.state).toBe('expired');
  };

  it.each([
    ["with an admin's claims", 'view', {}],
    ['in the flat form', 'flat', {}],
  ] as const)('%s ends the account', async (_name, form, claims) => {
    expect((await send('uninstall', claims, form)).status).toBe(200);

    expect(await statusOfSession()).toBe(401);
    expect(await installation()).toMatchObject({ removedAt: expect.any(Number) as unknown });
    expect(await handled()).toEqual(['uninstall']);
  });

  it("with a member's claims reaches its handlers as unproven", async () => {
    expect((await send('install', OF_MEMBER)).status).toBe(200);

    expect(await handled()).toEqual(['install true']);
  });

  it("with a member's claims ends nothing while monday accepts the connections", async () => {
    expect((await send('uninstall', OF_MEMBER)).status).toBe(200);

    const { suspectedAt = 0, purgeDueAt, removedAt } = await installation();
    expect(await statusOfSession()).toBe(200);
    expect([purgeDueAt, removedAt]).toEqual([suspectedAt + 9 * DAY_MS, undefined]);
    expect(await handled()).toEqual([]);
  });

  it("with a member's claims ends the account if monday refuses its connections", async () => {
    await app.platform.http.post('/__sandbox/reset', {});

    expect((await send('uninstall', OF_MEMBER)).status).toBe(200);

    expect(await statusOfSession()).toBe(401);
    expect(await handled()).toEqual(['uninstall']);
  });

  it('ends the account later, by the scheduled job, if monday revokes the connections after the event', async () => {
    await send('uninstall', OF_MEMBER);
    await app.platform.http.post('/__sandbox/reset', {});

    const { removedAt, purgeDueAt } = await afterJobs(async () => {
      const found = await installation();
      return found.removedAt === undefined ? undefined : found;
    });

    expect(purgeDueAt).toBe(removedAt! + DAY_MS);
    await eventually(clock, async () => (await handled()).length > 0);
    expect(await handled()).toEqual(['uninstall']);
    expect(await statusOfSession()).toBe(401);
  });

  it('ends nothing later while monday accepts the connections', async () => {
    await send('uninstall', OF_MEMBER);
    const before = await installation();

    const { suspicion, ...after } = await afterJobs(async () => {
      const found = await installation();
      return found.suspicion?.recheckedAt === undefined ? undefined : found;
    });

    expect({ ...after, suspicion: before.suspicion }).toEqual(before);
    expect(suspicion).toMatchObject({ userId: user.id });
    expect(await handled()).toEqual([]);
  });

  it('ends nothing by connections that had ended before', async () => {
    await endConnection();
    clock.advance(DAY_MS);
    await send('uninstall', OF_MEMBER);
    clock.advance(DAY_MS);
    await app.get(SuspectedUninstalls).recheck();

    expect((await installation()).removedAt).toBeUndefined();
  });

  it('ends the account when a later request finds that its connection has ended', async () => {
    await send('uninstall', OF_MEMBER);
    await endConnection();
    clock.advance(DAY_MS);
    await app.get(SuspectedUninstalls).recheck();

    expect(await installation()).toMatchObject({ removedAt: expect.any(Number) as unknown });
  });

  it('from before the newest install is ignored', async () => {
    const data = { timestamp: new Date(clock.now() - 1_000).toISOString() };
    await send('install', undefined, 'flat');
    await app.http().send(app.monday.lifecycle('uninstall', user, { form: 'view', claims: OF_MEMBER, data }));

    expect((await installation()).suspectedAt).toBeUndefined();
  });

  it('with a date in the future does not take precedence over a real uninstall', async () => {
    const data = { timestamp: new Date(clock.now() + 1_000 * DAY_MS).toISOString() };
    await app.http().send(app.monday.lifecycle('install', user, { form: 'view', claims: OF_MEMBER, data }));
    clock.advance(1_000);

    await send('uninstall', undefined, 'flat');

    expect(await statusOfSession()).toBe(401);
  });

  it('purges an account that is silent for nine days after an unproven uninstall', async () => {
    await send('uninstall', OF_MEMBER);
    clock.advance(9 * DAY_MS);
    await app.get(AccountPurge).run();

    expect(await installation()).toMatchObject({ purgedAt: expect.any(Number) as unknown });
  });

  it('is not refuted by a view that was opened before', async () => {
    const authorization = `Bearer ${app.monday.viewSessionToken(user)}`;
    clock.advance(60_000);
    await send('uninstall', OF_MEMBER);
    const reply = await app.http().send({ method: 'GET', path: '/auth/me', headers: { authorization } });
    await app.get(AccountPurge).run();

    expect(reply.status).toBe(200);
    expect((await installation()).suspectedAt).toBeDefined();
  });

  it.each(['block', 'webhook', 'view'] as const)(
    'keeps the data of an account from which a %s request comes after an unproven uninstall',
    async (kind) => {
      await send('uninstall', OF_MEMBER);
      const calls = {
        block: () => app.monday.block('/monday/actions/none', user),
        webhook: () => app.monday.boardWebhook(user, { type: 'create_pulse' }),
        view: () => ({
          method: 'GET' as const,
          path: '/auth/me',
          headers: { authorization: `Bearer ${app.monday.viewSessionToken(user)}` },
        }),
      };
      await app.http().send(calls[kind]());
      await eventually(clock, async () => (await installation()).purgeDueAt === undefined);
      clock.advance(10 * DAY_MS);
      await app.get(AccountPurge).run();

      expect((await installation()).purgedAt).toBeUndefined();
    },
  );
});

async function eventually(clock: FakeClock, look: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await look())) {
    clock.advance(1);
    if (Date.now() > deadline) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
