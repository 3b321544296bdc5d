import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox, type Sandbox } from 'monday-local-platform';
import { SECRET_NAMES } from 'monday-persistence/configuration';
import {
  sendRaw,
  HttpClient,
  MondayRequests,
  type HttpReply,
  type PlatformUser,
} from '../../../src/testing/index.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { compiledApp } from '../support/compiled-app.js';
import { CONTENTS, CREDENTIALS, WireTap } from '../support/wire-tap.js';

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

const MAIL = {
  to: 'confidential.recipient@example.com',
  subject: 'Confidential subject line',
  text: 'Confidential text of this mail',
};
/** The secret of the app's own variables: nothing but its declaration says that it is one. */
const OWN_SECRET = 'velvet harbour of winter';
const tap = new WireTap([...CREDENTIALS, ...CONTENTS]);

/**
 * The app as a process of its own with everything logged, on a platform in this one; it is driven through all it can
 * do, and then what it wrote is searched for everything secret that went over the wire.
 */
describe('the log at level "trace"', () => {
  let dataDir: string;
  let platform: Sandbox;
  let child: ChildProcess;
  let url: string;
  let output = '';
  let monday: MondayRequests;
  let users: PlatformUser[];
  let ownSecretReply: HttpReply;

  beforeAll(async () => {
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
      jest.spyOn(stream, 'write').mockImplementation((...args: unknown[]) => {
        output += String(args[0]);
        return write(...args);
      });
    }
    tap.openServers();
    tap.openClient();
    dataDir = await mkdtemp(join(tmpdir(), 'logs-'));
    platform = await startSandbox({
      dataDir,
      port: 0,
      smtpPort: 0,
      variables: testVariables(dataDir, {}, {}),
    });
    const variables = testVariables(dataDir, platform.variables, { LOG_LEVEL: 'trace' });
    for (const name of SECRET_NAMES) {
      for (const part of (variables[name] ?? '').split(',')) tap.add(part.slice(part.indexOf(':') + 1));
    }
    tap.add(OWN_SECRET);
    child = fork(join(await compiledApp(), 'main.js'), {
      cwd: dataDir,
      env: { PATH: process.env.PATH, ...variables, FIXTURE_KEY: OWN_SECRET },
      silent: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => (output += text.toString()));
    }
    const port = await until(() => /listening on port (\d+)/.exec(output)?.[1]);
    url = `http://127.0.0.1:${port}`;
    platform.useApp(url);
    monday = new MondayRequests(() => ({
      url,
      clientId: variables['MONDAY_OAUTH_CLIENT_ID'] ?? 'local-app',
      clientSecret: variables['MONDAY_OAUTH_CLIENT_SECRET'] ?? '',
      signingSecret: variables['MONDAY_SIGNING_SECRET'] ?? '',
    }));
    users = (await http().get(`${platform.url}/__sandbox/users`)).json<PlatformUser[]>();
    await driveLogins();
    await driveStorage();
    await driveMonday(variables['MNDY_TOPIC_MESSAGES_SECRET'] ?? '');
    await driveRefusals();
    ownSecretReply = await http().get('/fixture/secret');
    await platform.close();
    await driveOutage();
    child.kill('SIGTERM');
    await once(child, 'exit');
    tap.close();
  }, 60_000);
  afterAll(async () => {
    child.kill('SIGKILL');
    jest.restoreAllMocks();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('contains no secret that was sent or received', () => {
    expect(tap.secrets.size).toBeGreaterThan(100);
    expect(tap.foundIn(output)).toEqual([]);
  });

  it("contains no secret of the app's own variables, wherever the app logs or throws it", () => {
    for (const said of [
      'calls the calendar with ***',
      'a field by its name',
      'x-key: ***',
      'refused ***',
      'cause ***',
      'failed with ***',
    ]) {
      expect(output).toContain(said);
    }
    expect(output).not.toContain(OWN_SECRET.slice(0, 12));
    expect([ownSecretReply.status, ownSecretReply.json()['code']]).toEqual([500, 'internal']);
    expect(ownSecretReply.text).not.toContain(OWN_SECRET.slice(0, 12));
  });

  it('contains the user, action, outcome, duration and request id', () => {
    for (const event of [
      'auth.login',
      'auth.refresh_repeated',
      'auth.refresh_reused',
      'request refused',
      'request failed',
      'durationMs',
    ]) {
      expect(output).toContain(event);
    }
    expect(output).toContain(users[0]!.id);
  });

  const http = (token?: string): HttpClient =>
    new HttpClient(() => url, {
      'x-request-id': 'the-request-id',
      ...(token && { authorization: `Bearer ${token}` }),
    });

  async function approve(browser: HttpClient, userId: string, query = {}): Promise<string> {
    const begun = await browser.get('/auth/login', { query });
    const approved = await browser.get(begun.location ?? '', {
      query: { prompt: 'none', login_hint: userId },
    });
    return approved.location ?? '';
  }

  async function login(user = users[0]!): Promise<Tokens> {
    const browser = http();
    return (await browser.get(await approve(browser, user.id))).json<Tokens>();
  }

  const fault = (kind: string): Promise<HttpReply> =>
    http().post(`${platform.url}/__sandbox/graphql/faults`, { fault: kind, times: 1 });

  async function driveLogins(): Promise<void> {
    const browser = http();
    const callback = await approve(browser, users[0]!.id);
    await browser.get(`${callback}&code=again`);
    await browser.get(callback);
    await browser.get(
      (await approve(browser, users[0]!.id)).replace(/code=[^&]+/, 'code=a-code-that-is-wrong'),
    );
    await browser.get(
      '/auth/callback?error=access_denied&error_description=a-secret-description&state=unknown-state',
    );
    await browser.get('/auth/callback?code=stolen-code-from-elsewhere&state=state-from-elsewhere', {
      headers: { accept: 'text/html' },
    });
    await fault('server_error');
    await browser.get(await approve(browser, users[0]!.id));

    const { refresh_token } = await login();
    const next = await http().post('/auth/refresh', { refresh_token });
    await http().post('/auth/refresh', { refresh_token });
    await http().post('/auth/refresh', {
      refresh_token: next.json<{ refresh_token: string }>().refresh_token,
    });
    await http().post('/auth/refresh', { refresh_token });
    await http().post('/auth/refresh', { refresh_token: 'no-refresh-token-of-ours' });
    await http().post('/auth/refresh', { refresh_token: 5, password: 'a-password-in-an-unknown-field' });

    await browser.get(
      await approve(browser, users[1]!.id, { return_to: '/after?private=parameter-of-return' }),
    );
    const { csrfToken } = (await browser.get('/auth/me')).json<{ csrfToken: string }>();
    const headers = { origin: url, 'x-csrf-token': csrfToken };
    await browser.put('/storage/by-cookie', { value: 'stored-by-cookie' }, { headers });
    await browser.put('/storage/by-cookie', { value: 'refused-by-cookie' });
    await browser.post('/auth/logout', undefined, { headers });
    await browser.get('/auth/me');

    for (const user of users.slice(0, 3)) {
      await http().send(monday.authorizationUrl(user, 'https://acme.monday.com/back?with=private-parameter'));
    }
    await http().send(monday.authorizationUrl(users[0]!, 'https://evil.example/back'));
    await http().get('/auth?token=not-a-token-of-anybody');
    const gone = await login(users[2]);
    await http(gone.access_token).delete('/auth/connection');
    await http(gone.access_token).get('/auth/me');
  }

  async function driveStorage(): Promise<void> {
    const client = http((await login()).access_token);
    await client.put('/storage/note', { value: 'a-stored-secret-value' });
    await client.put('/storage/note', { value: 'another-stored-value', version: 'no-version' });
    await client.get('/storage/note');
    await client.get('/storage/absent');
    await client.get('/storage?term=private-search-term&limit=5');
    await client.get('/storage?cursor=private-broken-cursor');
    await client.put('/storage/note', { value: 'x', unknown: 'field', secret: 'a-secret-of-the-field' });
    await client.delete('/storage/note');
  }

  async function driveMonday(queueSecret: string): Promise<void> {
    const [user] = users as [PlatformUser];
    const client = http((await login()).access_token);
    const send = (call: Parameters<HttpClient['send']>[0]): Promise<HttpReply> => http().send(call);
    const sent = await send(
      monday.block('/fixture/mail', user, MAIL, { shortLivedToken: 'a-short-lived-token' }),
    );
    expect(sent.status).toBe(200);
    await send(monday.block('/fixture/mail', user, { ...MAIL, to: 'not-an-address-at-all' }));
    await send(monday.block('/fixture/mail', user, MAIL, { secret: 'forged-signing-secret' }));
    await send(monday.block('/fixture/mail', user, MAIL, { expiresInSeconds: -60 }));
    await send(monday.block('/fixture/board', user, { boardId: 1, value: 'a-private-status' }));
    await send(monday.block('/monday/actions/none', user, { text: 'a-private-input-field' }));
    await send(monday.webhookChallenge('a-private-challenge'));
    await send(monday.boardWebhook(user, { type: 'create_pulse', value: 'a-private-board-value' }));
    await send(monday.lifecycle('install', user));
    await send(monday.lifecycle('app_subscription_created', user, { secret: 'forged-client-secret' }));
    await send(
      monday.featureLifecycle('AppFeatureBoardView:delete', user, { payload: { value: 'a-feature-value' } }),
    );
    await http(monday.viewSessionToken(user)).get('/storage/a?shared=true');
    await http(monday.viewSessionToken(user, { secret: 'another-forged-secret' })).get('/auth/me');
    await http().post(`/mndy-queue?secret=${queueSecret}`, { content: 'a-private-message-of-a-queue' });
    await http().post('/mndy-queue?secret=a-wrong-queue-secret', { content: 'another-private-message' });
    for (const kind of ['server_error', 'rate_limit', 'unauthorized', 'hang_up', 'garbage']) {
      await fault(kind);
      await client.get('/monday/boards');
    }
    await until(async () =>
      (await http().get(`${platform.url}/__sandbox/mails`, { query: { recipient: MAIL.to } })).text.includes(
        'subject',
      ),
    );
  }

  async function driveRefusals(): Promise<void> {
    tap.add('private-in-a-broken-head');
    await sendRaw(url, 'GET /?private-in-a-broken-head HTTP/9\r\n\r\n');
    await sendRaw(url, `GET /none%3Fprivate-in-a-broken-head=1 HTTP/1.1\r\nHost: x\r\n\r\n`);
    await sendRaw(
      url,
      `GET /auth/me HTTP/1.1\r\nHost: x\r\nCookie: session=private-in-a-broken-head\r\n\r\n`,
    );
    await http().send({
      method: 'POST',
      path: '/auth/refresh?private=query-of-a-refresh',
      body: '{"refresh_token": "broken-json-with-a-token',
      headers: { 'content-type': 'application/json' },
    });
    await http('eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWRlLXVwIn0.c2lnbmF0dXJl').get('/auth/me');
    await http('nobodys-bearer-token').get('/none?private=query-of-a-404');
    await http().put('/storage/x', { value: 'v'.repeat(200_000) });
  }

  /** The platform is gone: whatever the app says of that, it says without tokens. */
  async function driveOutage(): Promise<void> {
    const browser = http();
    const begun = await browser.get('/auth/login');
    const state = new URL(begun.location ?? '').searchParams.get('state') ?? '';
    const reply = await browser.get('/auth/callback', { query: { state, code: 'code-during-an-outage' } });
    expect(reply.status).toBe(503);
  }
});

/** Asks again and again, for twenty seconds. */
async function until<T>(ask: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (let attempt = 0; attempt < 800; attempt++) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await delay(25);
  }
  throw new Error('It did not come to that.');
}
