import { sha256 } from 'monday-persistence/hash';
import { Test } from '@nestjs/testing';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../../../src/bootstrap.js';
import { localKeys } from '../../../src/config/index.js';
import { Persistence } from '../../../src/persistence/index.js';
import { SdkVaultClient } from '../../../src/persistence/vault/sdk-vault.client.js';
import { Clock, FakeClock, HttpClient, type HttpReply } from '../../../src/testing/index.js';
import { freePort } from '../support/free-ports.cjs';
import { ADMIN } from '../support/oauth-client.js';
import { random, UNPROVEN, withCookie, withToken, type Call } from '../support/unproven-requests.js';
import { VaultPlatform } from '../support/vault-platform.js';

/** Keys of the mark that there is state, of the index of owners' records, and of the purges that are due. */
const BACKGROUND = ['persistence/home', 'persistence/owners/', 'account-data/agenda'];
const keyOf = (name: string): string => Buffer.from(name, 'base64url').toString();

/** The app on monday code without a database, with monday's real quotas, under a clock that stands still. */
describe('calls to the vault', () => {
  const clock = new FakeClock(Date.now());
  let vault: VaultPlatform;
  let app: NestExpressApplication;
  let url: string;
  let calls: jest.SpyInstance[];

  beforeAll(async () => {
    calls = (['read', 'write', 'remove'] as const).map((name) => jest.spyOn(SdkVaultClient.prototype, name));
    vault = await VaultPlatform.start('on');
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    app = await createApp(
      {
        ...localKeys(vault.platform.dataDir),
        ...vault.platform.variables,
        APP_PROFILE: 'monday-code',
        K_SERVICE: 'app',
        PUBLIC_URL: url,
        SMTP_HOST: '127.0.0.1',
        MAIL_FROM: 'app@example.com',
        LOG_LEVEL: 'silent',
        THROTTLE_AUTH_PER_MINUTE: '100000',
      },
      {
        logger: false,
        create: async (module, adapter, options) => {
          const builder = Test.createTestingModule({ imports: [module] });
          const compiled = await builder.overrideProvider(Clock).useValue(clock).compile();
          return compiled.createNestApplication<NestExpressApplication>(adapter, options);
        },
      },
    );
    await app.listen(port, '127.0.0.1');
    vault.platform.useApp(url);
    await warmUp(app.get(Persistence), 5);
  }, 90_000);
  afterAll(async () => {
    await app.close();
    await vault.close();
    calls.forEach((call) => call.mockRestore());
  });

  /** Without what the app does by itself from time to time, which no request causes. */
  const count = (): number => {
    const keys = calls.flatMap(({ mock }) => (mock.calls as [string][]).map(([key]) => keyOf(key)));
    return keys.filter((key) => !BACKGROUND.some((prefix) => key.startsWith(prefix))).length;
  };
  const client = (): HttpClient => new HttpClient(() => url);
  /** How many calls the vault gets for so many requests at once. */
  const callsFor = async (requests: number, call: Call): Promise<number> => {
    const before = count();
    await Promise.all(Array.from({ length: requests }, (_, number) => call(client(), number)));
    return count() - before;
  };
  const approve = async (browser: HttpClient, returnTo?: string): Promise<HttpReply> => {
    const begun = await browser.get(
      '/auth/login',
      returnTo === undefined ? {} : { query: { return_to: returnTo } },
    );
    const query = { prompt: 'none', login_hint: ADMIN };
    const approved = await browser.get(begun.location ?? '', { query });
    return browser.get(approved.location ?? '');
  };
  const login = async (): Promise<{ access_token: string; refresh_token: string }> => {
    const callback = await approve(client());
    expect(callback.status).toBe(200);
    return callback.json();
  };
  const statusOf = async (call: Promise<HttpReply>): Promise<number> => (await call).status;

  it.each(UNPROVEN)('are not made for %s without a valid signature', async (_name, call) => {
    expect(await callsFor(10, call)).toBe(0);
  });

  it('are not made for a session, an access token or a refresh token with one changed character', async () => {
    const { access_token, refresh_token } = await login();
    const browser = client();
    await approve(browser, '/');
    const session = browser.cookies.get(new URL(url), 'session') ?? '';
    const refresh: Call = (http) => http.post('/auth/refresh', { refresh_token: changed(refresh_token) });
    const me: Call = (http) => http.get('/auth/me', withCookie(changed(session)));
    const read: Call = (http) => http.get('/storage/x', withToken(`Bearer ${access_token.slice(0, -2)}xx`));
    expect(session).toMatch(/^.{43}$/);
    for (const call of [refresh, me, read]) expect(await callsFor(10, call)).toBe(0);
  }, 30_000);

  it('are those of one run for scheduled work, regardless of the number of requests', async () => {
    const run: Call = (http) => http.post('/mndy-cronjob/purge-accounts');
    await callsFor(20, run);
    expect(await callsFor(20, run)).toBe(0);
  }, 30_000);

  it('are limited per second for ids in the format of version 0.1.0', async () => {
    clock.advance(10_000);
    const session: Call = (http, n) => http.get('/auth/me', withCookie(random(43, n)));
    const refresh: Call = (http, n) => {
      const refresh_token = `${random(22, n)}.${random(43, n)}`;
      return http.post('/auth/refresh', { refresh_token });
    };
    expect(await callsFor(40, session)).toBe(1);
    expect(await callsFor(40, refresh)).toBe(0);
    clock.advance(1_000);
    expect(await callsFor(40, refresh)).toBe(1);
    const delayed = await session(client(), 1);
    expect(delayed.json()).toMatchObject({ code: 'auth.lookup_delayed', statusCode: 503 });
    expect(delayed.headers.get('retry-after')).toBe('1');
  }, 30_000);

  it('find a session of version 0.1.0', async () => {
    clock.advance(10_000);
    const { access_token } = await login();
    const claims = JSON.parse(Buffer.from(access_token.split('.')[1] ?? '', 'base64url').toString()) as {
      sub: string;
      account: string;
      role: string;
      grant: string;
    };
    const subject = {
      userId: claims.sub,
      accountId: claims.account,
      role: claims.role,
      grantId: claims.grant,
    };
    const id = random(43, 1);
    const key = `auth/session/${sha256(id)}`;
    await app
      .get(Persistence)
      .upsert(key, JSON.stringify(subject), { ttlSeconds: 3_600, owner: claims.account });
    expect(await statusOf(client().get('/auth/me', withCookie(id)))).toBe(200);
  }, 30_000);

  it('are few for the token of a login that has ended', async () => {
    const { access_token } = await login();
    const disconnect: Call = (http) => http.delete('/auth/connection', withToken(`Bearer ${access_token}`));
    await callsFor(1, disconnect);
    const me: Call = (http) => http.get('/auth/me', withToken(`Bearer ${access_token}`));
    expect(await statusOf(me(client(), 0))).toBe(401);
    clock.advance(1_000);
    // One look-up of what is reserved, and one because what was read is not believed for long: connection and account.
    expect(await callsFor(50, me)).toBeLessThanOrEqual(4);
  }, 30_000);

  it('leave room for a login during a flood of random ids', async () => {
    let isOver = false;
    const flood = async (): Promise<void> => {
      for (let number = 0; !isOver; number += 1) {
        await Promise.all(UNPROVEN.map(([, call]) => call(client(), number)));
        await client().get('/auth/me', withCookie(random(43, number)));
        await client().post('/mndy-cronjob/purge-accounts');
      }
    };
    const flooding = flood();
    await login().finally(() => (isOver = true));
    await flooding;
  }, 60_000);
});

/** The first call loads the SDK, which a busy machine may not manage in the time that a call is given. */
async function warmUp(persistence: Persistence, attempts: number): Promise<void> {
  await persistence.get('warm-up').catch((error: unknown) => {
    if (attempts === 1) throw error;
    return warmUp(persistence, attempts - 1);
  });
}

const changed = (credential: string): string =>
  credential.replace(/^./, (first) => (first === 'x' ? 'y' : 'x'));
