import { Logger } from '@nestjs/common';
import { ConnectionService } from '../../../src/auth/index.js';
import { MondayClient } from '../../../src/monday/client/index.js';
import {
  TestApp,
  type HttpClient,
  type HttpReply,
  type Login,
  type PlatformUser,
} from '../../../src/testing/index.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

let app: TestApp;
let admin: PlatformUser;
let user: PlatformUser;
/** Only grows: each test begins a day after the one before, so that nothing of that one is remembered as recent. */
let ahead = 0;
let me: jest.SpyInstance | undefined;

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const now = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
  app = await TestApp.start();
  [admin, user] = (await app.users()) as [PlatformUser, PlatformUser];
});
beforeEach(async () => {
  ahead += DAY;
  await app.platform.http.post('/__sandbox/reset', {});
});
afterEach(() => me?.mockRestore());
afterAll(async () => {
  await app.close();
  jest.restoreAllMocks();
});

const answerOf = (reply: HttpReply): unknown => (reply.status < 300 ? reply.status : reply.json()['code']);

async function mutate(mutation: string): Promise<void> {
  const authorization = await app.platform.accessToken(admin.id, undefined, ['users:write']);
  const query = `mutation { ${mutation} { errors { code } } }`;
  await app.platform.http.post('/v2', { query }, { headers: { authorization } });
}

const deactivate = (): Promise<void> => mutate(`deactivate_users(user_ids: [${user.id}])`);
const makeViewer = (): Promise<void> =>
  mutate(`update_users_role(user_ids: [${user.id}], new_role: VIEW_ONLY)`);
const takeMondayDown = (): Promise<HttpReply> =>
  app.platform.http.post('/__sandbox/graphql/faults', { fault: 'unavailable', times: 1_000 });
const bringMondayBack = (): Promise<HttpReply> => app.platform.http.delete('/__sandbox/graphql/faults');

/** Ends the connection on monday's side, as an admin does there. */
async function endConnection(): Promise<void> {
  const connection = await app.get(ConnectionService).find({ accountId: user.account.id, userId: user.id });
  await app.platform.http.post('/oauth_ms/oauth/revoke', {
    client_id: app.platform.variables['MONDAY_OAUTH_CLIENT_ID'],
    client_secret: app.platform.variables['MONDAY_OAUTH_CLIENT_SECRET'],
    token: connection!.tokens.refreshToken,
  });
}

const watchMe = (): jest.SpyInstance => (me = jest.spyOn(app.get(MondayClient), 'me'));

describe('a refresh', () => {
  let login: Login;
  let token: string;
  beforeEach(async () => {
    login = await app.login(user.id);
    token = login.refreshToken;
  });

  async function refresh(): Promise<HttpReply> {
    const reply = await app.http().post('/auth/refresh', { refresh_token: token });
    if (reply.status === 200) token = reply.json<{ refresh_token: string }>().refresh_token;
    return reply;
  }

  it('requests the user from monday, unless monday answered within the last minute', async () => {
    const me = watchMe();
    ahead += 59 * SECOND;
    expect(answerOf(await refresh())).toBe(200);
    expect(me).not.toHaveBeenCalled();
    ahead += SECOND;
    expect(answerOf(await refresh())).toBe(200);
    expect(me).toHaveBeenCalledTimes(1);
    expect(answerOf(await refresh())).toBe(200);
    expect(me).toHaveBeenCalledTimes(1);
  });

  it('is refused once monday has deactivated the user, so that access ends within 16 minutes', async () => {
    ahead += 59 * SECOND;
    await deactivate();
    const { access_token } = (await refresh()).json<{ access_token: string }>();
    ahead += SECOND;
    expect(answerOf(await refresh())).toBe('auth.user_inactive');
    expect(answerOf(await app.http(access_token).get('/storage'))).toBe(200);
    ahead += 15 * MINUTE;
    expect(answerOf(await app.http(access_token).get('/storage'))).toBe('auth.token_expired');
    expect(answerOf(await refresh())).toBe('auth.user_inactive');
  });

  it('succeeds again when the user is active again', async () => {
    ahead += MINUTE;
    await app.platform.http.post('/__sandbox/graphql/faults', { fault: 'unauthorized', times: 2 });
    expect(answerOf(await refresh())).toBe('auth.user_inactive');
    ahead += MINUTE;
    expect(answerOf(await refresh())).toBe(200);
  });

  it('is refused with the login URL once the connection has ended', async () => {
    await endConnection();
    ahead += MINUTE;
    const reply = await refresh();
    expect([reply.status, answerOf(reply)]).toEqual([409, 'auth.connection_expired']);
    expect(reply.json()['details']).toEqual({ loginUrl: '/auth/login' });
    expect(answerOf(await refresh())).toBe('auth.connection_expired');
    await app.login(user.id);
    expect(answerOf(await refresh())).toBe(200);
  });

  it('succeeds for an hour while monday is unreachable, with one request to monday per minute', async () => {
    ahead += 5 * 60 * MINUTE;
    await takeMondayDown();
    const me = watchMe();
    expect(answerOf(await refresh())).toBe(200);
    expect(answerOf(await refresh())).toBe(200);
    expect(me).toHaveBeenCalledTimes(1);
    ahead += 59 * MINUTE;
    expect(answerOf(await refresh())).toBe(200);
    ahead += MINUTE;
    const refused = await refresh();
    expect([refused.status, answerOf(refused)]).toEqual([503, 'graphql.unavailable']);
    await bringMondayBack();
    ahead += MINUTE;
    expect(answerOf(await refresh())).toBe(200);
    await takeMondayDown();
    ahead += 59 * MINUTE;
    expect(answerOf(await refresh())).toBe(200);
  });

  it('returns the current role of the user', async () => {
    await makeViewer();
    ahead += MINUTE;
    const { access_token } = (await refresh()).json<{ access_token: string }>();
    expect((await app.http(access_token).get('/auth/me')).json()['role']).toBe('viewer');
  });

  it('is refused 90 days after the login, regardless of refreshes', async () => {
    for (let days = 20; days < 90; days += 20) {
      ahead += 20 * DAY;
      expect(answerOf(await refresh())).toBe(200);
    }
    ahead += 10 * DAY;
    const reply = await refresh();
    expect([reply.status, answerOf(reply)]).toEqual([401, 'auth.session_expired']);
    expect(answerOf(await refresh())).toBe('auth.refresh_invalid');
  });
});

describe('a cookie session', () => {
  let browser: HttpClient;
  beforeEach(async () => {
    browser = app.http();
    await browser.get(await app.approve(browser, user.id, { return_to: '/' }));
  });

  it('requests the user from monday at the first request after 15 minutes, once for concurrent requests', async () => {
    const me = watchMe();
    ahead += 15 * MINUTE - SECOND;
    expect(answerOf(await browser.get('/storage'))).toBe(200);
    expect(me).not.toHaveBeenCalled();
    ahead += SECOND;
    const replies = await Promise.all(Array.from({ length: 5 }, () => browser.get('/storage')));
    expect(replies.map(answerOf)).toEqual([200, 200, 200, 200, 200]);
    expect(answerOf(await browser.get('/storage'))).toBe(200);
    expect(me).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['the user is deactivated', deactivate, 401, 'auth.user_inactive'],
    ['the connection has ended', endConnection, 409, 'auth.connection_expired'],
  ])('ends once %s, and can still be logged out', async (_name, cutOff, status, code) => {
    const { csrfToken } = (await browser.get('/auth/me')).json<{ csrfToken: string }>();
    await cutOff();
    ahead += 15 * MINUTE;
    const me = watchMe();
    const reply = await browser.get('/storage');
    expect([reply.status, answerOf(reply)]).toEqual([status, code]);
    expect(answerOf(await browser.get('/storage'))).toBe(code);
    expect(me).toHaveBeenCalledTimes(1);
    const headers = { origin: app.url, 'x-csrf-token': csrfToken };
    expect(answerOf(await browser.post('/auth/logout', undefined, { headers }))).toBe(204);
  });

  it('stays valid for an hour while monday is unreachable', async () => {
    await takeMondayDown();
    ahead += 15 * MINUTE;
    expect(answerOf(await browser.get('/storage'))).toBe(200);
    ahead += 59 * MINUTE;
    expect(answerOf(await browser.get('/storage'))).toBe(200);
    ahead += MINUTE;
    expect(answerOf(await browser.get('/storage'))).toBe('graphql.unavailable');
  });

  it('has the role that monday returned last', async () => {
    await makeViewer();
    ahead += 15 * MINUTE;
    expect((await browser.get('/auth/me')).json()['role']).toBe('viewer');
  });
});

it('ends a session after SESSION_MAX_DAYS', async () => {
  const other = await TestApp.start({ variables: { SESSION_MAX_DAYS: '2' } });
  const browser = other.http();
  await browser.get(await other.approve(browser, user.id, { return_to: '/' }));
  ahead += 2 * DAY - SECOND;
  expect(answerOf(await browser.get('/storage'))).toBe(200);
  ahead += SECOND;
  expect(answerOf(await browser.get('/storage'))).toBe('auth.required');
  await other.close();
});
