import http from 'node:http';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type LoggerService } from '@nestjs/common';
import { createApp } from '../../../src/bootstrap.js';
import { localKeys } from '../../../src/config/index.js';
import { standardOutput } from 'monday-persistence/output';
import { HttpClient } from '../../../src/testing/index.js';
import { freePort } from '../support/free-ports.cjs';
import { ADMIN, OTHER_ACCOUNT_ADMIN } from '../support/oauth-client.js';
import { VaultPlatform } from '../support/vault-platform.js';

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** The app as monday code runs it, without a database: its state is in the vault, with monday's real quotas. */
describe('the app on monday code without a database', () => {
  const warnings: unknown[] = [];
  const lines: string[] = [];
  let output: jest.SpiedFunction<typeof standardOutput.write>;
  let requests: jest.SpiedFunction<typeof http.request>;
  let vault: VaultPlatform;
  let app: NestExpressApplication;
  let url: string;
  /** Statuses of the first requests for the health, the last one 200. */
  const looks: number[] = [];

  beforeAll(async () => {
    requests = jest.spyOn(http, 'request');
    output = jest.spyOn(standardOutput, 'write').mockImplementation((line) => lines.push(line));
    vault = await VaultPlatform.start('on');
    // Loaded within the first call, it takes a busy machine longer than a call may: the next one would log in again.
    await import('@mondaycom/apps-sdk');
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
        LOG_LEVEL: 'info',
      },
      { logger: collecting(warnings) },
    );
    await app.listen(port, '127.0.0.1');
    vault.platform.useApp(url);
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await vault.close();
    requests.mockRestore();
    output.mockRestore();
  });

  const login = async (userId: string): Promise<Tokens> => {
    const browser = new HttpClient(() => url);
    const begun = await browser.get('/auth/login');
    const approved = await browser.get(begun.location ?? '', {
      query: { prompt: 'none', login_hint: userId },
    });
    const callback = await browser.get(approved.location ?? '');
    expect(callback.status).toBe(200);
    return callback.json<Tokens>();
  };
  const as = ({ access_token: token }: Tokens): HttpClient =>
    new HttpClient(() => url, { authorization: `Bearer ${token}` });

  it('logs its weaker guarantees at startup', () => {
    expect(JSON.stringify(warnings)).toContain('weaker guarantees than a database');
    expect(JSON.stringify(warnings)).toContain('two instances');
  });

  it('is healthy after its login at the vault', async () => {
    const ask = async (): Promise<number> => (await new HttpClient(() => url).get('/health')).status;
    // A busy machine may not manage the login in the time that a look is given.
    while (looks.length < 10 && looks.at(-1) !== 200) looks.push(await ask());
    expect(looks.at(-1)).toBe(200);
  });

  it('logs users in, isolates their rows and refreshes their tokens', async () => {
    const alice = await login(ADMIN);
    const mallory = await login(OTHER_ACCOUNT_ADMIN);
    expect((await as(alice).get('/auth/me')).status).toBe(200);
    expect((await as(alice).put('/storage/key', { value: 1 })).status).toBe(200);
    expect((await as(alice).get('/storage/key')).json()).toMatchObject({ value: 1 });
    expect((await as(mallory).get('/storage/key')).status).toBe(404);

    const body = { refresh_token: alice.refresh_token };
    const refreshed = await new HttpClient(() => url).post('/auth/refresh', body);
    expect(refreshed.status).toBe(200);
    // A second tab that refreshes at the same moment gets the same answer.
    const repeated = await new HttpClient(() => url).post('/auth/refresh', body);
    expect([repeated.status, repeated.json<Tokens>().refresh_token]).toEqual([
      200,
      refreshed.json<Tokens>().refresh_token,
    ]);
  }, 30_000);

  it('does not accept a login twice', async () => {
    const browser = new HttpClient(() => url);
    const begun = await browser.get('/auth/login');
    const query = { prompt: 'none', login_hint: ADMIN };
    const callback = (await browser.get(begun.location ?? '', { query })).location ?? '';
    const [first, second] = await Promise.all([browser.get(callback), browser.get(callback)]);
    expect([first.status, second.status].sort()).toEqual([200, 400]);
  }, 30_000);

  it('includes method, route, status, duration, account and code in the message of the request log', async () => {
    const tokens = await login(ADMIN);
    lines.length = 0;
    await as(tokens).get('/storage/absent');

    const { accountId, message } = lines
      .map((line) => JSON.parse(line) as { tag?: string; accountId?: string; message: string })
      .find(({ tag }) => tag === 'Request')!;
    expect(message.replace(/[\d.]+ ms/, 'n ms')).toBe(
      `GET /storage/:key 404 refused storage.key_not_found n ms, account ${accountId}`,
    );
  }, 30_000);

  it('disconnects', async () => {
    const tokens = await login(ADMIN);
    expect((await as(tokens).delete('/auth/connection')).status).toBe(204);
    expect((await as(tokens).get('/auth/me')).status).toBe(401);
  }, 30_000);

  it('has logged in to the vault only once', () => {
    const paths = requests.mock.calls.map(([options]) => (options as { path?: string | null }).path ?? '');
    // A login that took too long is made again.
    const most = looks.length;
    for (const step of [/:signJwt$/, /^\/v1\/auth\/gcp\/login$/]) {
      const count = paths.filter((path) => step.test(path)).length;
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(most);
    }
  });
});

function collecting(warnings: unknown[]): LoggerService {
  const ignore = (): void => undefined;
  return {
    log: ignore,
    error: (...all: unknown[]) => void warnings.push(all),
    warn: (...all: unknown[]) => void warnings.push(all),
  };
}
