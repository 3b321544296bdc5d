import { Injectable, Module } from '@nestjs/common';
import { OnConnectionEnding, type ConnectionEnding } from '../../../src/auth/index.js';
import { requireCaller } from '../../../src/caller/index.js';
import { Persistence } from '../../../src/persistence/index.js';
import { eventually, TestApp, type Login } from '../../../src/testing/index.js';

const DAY_MS = 24 * 60 * 60 * 1000;

@Injectable()
class Reminder {
  readonly endings: (ConnectionEnding & { caller: unknown })[] = [];
  failures = 1;

  @OnConnectionEnding()
  remind(ending: ConnectionEnding): void {
    if (this.failures-- > 0) throw new Error('The first attempt fails.');
    this.endings.push({ ...ending, caller: requireCaller() });
  }
}

@Module({ providers: [Reminder] })
class ReminderModule {}

describe('the end of a connection', () => {
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    app = await TestApp.start({ imports: [ReminderModule] });
    login = await app.login();
  });
  afterAll(() => app.close());

  interface Me {
    readonly connection: { readonly state: string; readonly endsAt?: string; readonly renewUrl?: string };
  }
  const connection = async (): Promise<Me['connection']> =>
    (await login.http.get('/auth/me')).json<Me>().connection;

  /** Uses the connection once; monday refuses the token as expired, so it is refreshed. */
  const refresh = async (): Promise<void> => {
    await app.platform.http.post('/__sandbox/faults', { kind: 'expired-token', route: '/v2', count: 1 });
    expect((await login.http.get('/monday/boards')).status).toBe(200);
  };

  const rewrite = async (change: (row: Record<string, unknown>) => object): Promise<void> => {
    const { user } = login;
    await app.get(Persistence).update(`auth/connection/${user.account.id}/${user.id}`, (entry) => ({
      value: JSON.stringify(change(JSON.parse(entry!.value) as Record<string, unknown>)),
      owner: user.account.id,
    }));
  };

  it('is shown to clients, and reaches the handlers of the app in the last 30 days', async () => {
    const first = await connection();
    expect(first).toEqual({ state: 'connected', endsAt: expect.any(String) as string });
    const days = (Date.parse(first.endsAt!) - Date.now()) / DAY_MS;
    expect(Math.round(days)).toBe(180);

    await rewrite((row) => ({ ...row, consentedAt: (row['consentedAt'] as number) - 160 * DAY_MS }));
    await refresh();
    const [ending] = await eventually(() => {
      const { endings } = app.get(Reminder);
      return endings.length > 0 ? endings : undefined;
    });
    const { account, id } = login.user;
    const endsAt = new Date(Date.parse(first.endsAt!) - 160 * DAY_MS).toISOString();
    expect(ending).toEqual({
      accountId: account.id,
      userId: id,
      endsAt,
      renewUrl: expect.stringMatching(/\/auth\/login$/) as string,
      caller: { accountId: account.id, userId: id, kind: 'job' },
    });
    expect(await connection()).toEqual({ state: 'connected', endsAt, renewUrl: ending!.renewUrl });

    await refresh();
    expect(app.get(Reminder).endings).toHaveLength(1);
  });

  it('is unknown for a login of version 0.1.0', async () => {
    await rewrite(({ consentedAt: _, endWarnedAt: __, ...row }) => row);
    await refresh();
    expect(await connection()).toEqual({ state: 'connected' });
  });
});
