import {
  eventually,
  TestApp,
  type HttpReply,
  type Login,
  type PlatformUser,
} from '../../../src/testing/index.js';

const BOARD = '7310284655';
const FOREIGN_BOARD = '8840517329';

describe('monday through the app', () => {
  let app: TestApp;
  let admin: Login;
  let stranger: PlatformUser;

  beforeAll(async () => {
    // What the framework needs, and what the webhook of a test needs.
    const scopes = 'me:read account:read boards:read webhooks:write';
    app = await TestApp.start({ variables: { MONDAY_OAUTH_SCOPES: scopes } });
    admin = await app.login();
    const users = await app.users();
    stranger = users.find(({ id, account }) => id !== admin.user.id && account.id === admin.user.account.id)!;
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    await app.http().delete(`${app.platform.url}/__sandbox/graphql/faults`);
  });

  const fault = (kind: string, times = 1): Promise<unknown> =>
    app.http().post(`${app.platform.url}/__sandbox/graphql/faults`, { fault: kind, times });

  describe('routes', () => {
    it('says who the caller is at monday', async () => {
      const reply = await admin.http.get('/monday/me');

      expect(reply.status).toBe(200);
      expect(reply.json()).toEqual({
        id: admin.user.id,
        name: admin.user.name,
        email: admin.user.email,
        isAdmin: true,
        isGuest: false,
        isViewOnly: false,
        account: admin.user.account,
      });
    });

    it('lists the boards by page', async () => {
      const all = (await admin.http.get('/monday/boards')).json<{ boards: { id: string }[] }>();
      const second = await admin.http.get('/monday/boards', { query: { limit: '1', page: '2' } });

      expect(all.boards.map(({ id }) => id)).toEqual([BOARD, '7310291180']);
      expect(second.json()).toMatchObject({ boards: [{ id: '7310291180', name: 'Clients' }] });
    });

    it('walks over the items of a board', async () => {
      interface Page {
        items: { name: string; columnValues: { id: string; value: unknown }[] }[];
        cursor?: string;
      }
      const path = `/monday/boards/${BOARD}/items`;
      const first = (await admin.http.get(path, { query: { limit: '4' } })).json<Page>();
      const second = (
        await admin.http.get(path, { query: { limit: '4', cursor: first.cursor! } })
      ).json<Page>();

      expect(first.items).toHaveLength(4);
      expect(first.items[0]?.columnValues[0]).toEqual({
        id: 'status',
        type: 'status',
        text: 'Done',
        value: { index: 1 },
      });
      expect(second.items.map(({ name }) => name)).toEqual([
        'Move the photo archive',
        'Translate to Swedish',
      ]);
      expect(second).not.toHaveProperty('cursor');
    });

    it.each([
      ['/monday/boards', { limit: '0' }],
      ['/monday/boards', { page: 'x' }],
      ['/monday/boards', { other: '1' }],
      [`/monday/boards/${BOARD}/items`, { limit: '501' }],
      [`/monday/boards/${BOARD}/items`, { cursor: '' }],
      ['/monday/boards/abc/items', {}],
      ['/monday/me', { x: '1' }],
    ])('refuses %s with %j', async (path, query) => {
      const reply = await admin.http.get(path, { query });

      expect(reply.status).toBe(400);
      expect(reply.json()).toMatchObject({ error: 'HTTPException', code: 'validation.failed' });
    });

    it("does not know another account's board", async () => {
      const reply = await admin.http.get(`/monday/boards/${FOREIGN_BOARD}/items`);

      expect(reply.status).toBe(404);
      expect(reply.json()).toMatchObject({ error: 'BaseError', code: 'monday.board_not_found' });
    });

    it('refuses a cursor that monday did not give, without its text', async () => {
      const reply = await admin.http.get(`/monday/boards/${BOARD}/items`, { query: { cursor: 'made-up' } });

      expect(reply.status).toBe(502);
      expect(reply.json()).toMatchObject({ error: 'MondayCodeAPIError', code: 'graphql.validation' });
      expect(reply.text).not.toContain('not valid');
    });

    it('demands a caller, and a connection of that caller', async () => {
      const nobody = await app.http().get('/monday/me');
      const view = await app.http(app.monday.viewSessionToken(stranger)).get('/monday/me');

      expect(nobody.status).toBe(401);
      expect(view.status).toBe(409);
      expect(view.json()).toMatchObject({ code: 'auth.connection_required' });
    });

    it('serves a board view of a user who is connected', async () => {
      const reply = await app.http(app.monday.viewSessionToken(admin.user)).get('/monday/me');

      expect(reply.json()).toMatchObject({ id: admin.user.id });
    });
  });

  describe('bad days', () => {
    it.each([
      'rate_limit',
      'complexity',
      'unavailable',
      'internal_error',
      'disconnect',
      'html',
      'partial_data',
    ])('comes through after %s', async (kind) => {
      await fault(kind, 2);

      expect((await admin.http.get('/monday/me')).status).toBe(200);
    });

    it('refreshes the connection once when monday refuses the token', async () => {
      await fault('unauthorized');

      expect((await admin.http.get('/monday/me')).status).toBe(200);
    });

    it('leads through the login if monday requires a token of OAuth 2.1', async () => {
      const user = (await app.users()).find(({ account, id }) => {
        return account.id === admin.user.account.id && id !== admin.user.id && id !== stranger.id;
      })!;
      const { http } = await app.login(user.id);
      // The token, and the one after its refresh.
      await fault('OAUTH21_TOKEN_REQUIRED', 2);

      const refused = await http.get('/monday/me');
      const again = await http.get('/monday/me');
      const { details } = refused.json<{ details: { loginUrl: string } }>();
      const { http: renewed } = await app.login(user.id);
      const works = await renewed.get('/monday/me');

      expect([refused.status, again.status, works.status]).toEqual([409, 409, 200]);
      expect(refused.json()).toMatchObject({ code: 'auth.connection_expired' });
      expect((await app.http().get(details.loginUrl)).status).toBe(302);
      expect((await http.get('/monday/me')).status).toBe(200);
    });

    it('names a missing scope and where to consent', async () => {
      await fault('UNAUTHORIZED_FIELD_OR_TYPE');

      const reply = await admin.http.get('/monday/me');

      expect(reply.status).toBe(409);
      expect(reply.json()).toMatchObject({
        code: 'monday.scope_missing',
        message: expect.stringContaining('boards:write') as unknown,
        details: { loginUrl: expect.stringContaining('/auth/login') as unknown },
      });
    });

    it('gives up when monday refuses the fresh token too', async () => {
      await fault('unauthorized', 2);

      const reply = await admin.http.get('/monday/me');

      expect(reply.status).toBe(502);
      expect(reply.json()).toMatchObject({ error: 'MondayCodeAPIError', code: 'graphql.authentication' });
    });
  });

  describe('events', () => {
    it('echoes a challenge before any token, and nothing else', async () => {
      const echoed = await app.http().send(app.monday.webhookChallenge('abc'));
      const smuggled = await app.http().post('/monday/webhooks', { challenge: 'abc', event: { type: 'x' } });
      const large = await app.http().send(app.monday.webhookChallenge('x'.repeat(2_000)));

      expect(echoed.json()).toEqual({ challenge: 'abc' });
      expect(smuggled.status).toBe(401);
      expect(large.status).toBe(400);
    });

    it('takes the events of a webhook that the app made at monday', async () => {
      const created = await app.platform.http.post(
        '/v2',
        {
          query:
            'mutation ($url: String!, $board: ID!) { create_webhook(board_id: $board, url: $url, event: create_item) { id } }',
          variables: { url: `${app.url}/monday/webhooks`, board: BOARD },
        },
        {
          headers: {
            authorization: await app.platform.accessToken(admin.user.id, undefined, ['webhooks:write']),
          },
        },
      );

      expect(created.json()).toMatchObject({
        data: { create_webhook: { id: expect.stringMatching(/^\d+$/) as string } },
      });
    });

    it('takes proven events only', async () => {
      const event = { type: 'create_pulse', boardId: Number(BOARD), pulseId: 1 };

      const good = await app.http().send(app.monday.boardWebhook(admin.user, event));
      const typeless = await app.http().send(app.monday.boardWebhook(admin.user, { type: 7 }));
      const forged = await app
        .http()
        .send(app.monday.boardWebhook(admin.user, event, { secret: 'another-secret-0123' }));

      expect([good.status, typeless.status, forged.status]).toEqual([200, 400, 401]);
    });

    it('takes feature events, at once or to be reported later', async () => {
      const type = 'AppFeatureBoardView:delete';
      const backToUrl = `${app.platform.url}/anywhere`;

      const sync = await app.http().send(app.monday.featureLifecycle(type, admin.user));
      const later = await app.http().send(app.monday.featureLifecycle(type, admin.user, { backToUrl }));
      const away = await app
        .http()
        .send(app.monday.featureLifecycle(type, admin.user, { backToUrl: 'https://evil.example.org/' }));

      const foreign = app.monday.featureLifecycle(type, admin.user, { form: 'nested' });
      const { data } = foreign.json as { data: object };
      const ofOther = await app
        .http()
        .send({ ...foreign, json: { type, data: { ...data, account_id: 20917746 } } });

      expect([sync, later, away, ofOther].map(({ status }) => status)).toEqual([200, 202, 400, 401]);
    });

    it("ends nothing by a member's view token, and takes no token of another account or app", async () => {
      const user = admin.user;
      const claims = { is_admin: false, user_kind: 'member' };
      const authorization = app.monday.viewSessionToken(user, { claims });
      const event = app.monday.lifecycle('uninstall', user);
      const asView = await app.http().send({ ...event, headers: { authorization } });
      const ofOther = await app
        .http()
        .send(app.monday.lifecycle('uninstall', user, { data: { account_id: 20917746 } }));
      const nameless = await app
        .http()
        .send(app.monday.lifecycle('uninstall', user, { data: { account_id: undefined } }));

      const ofOtherApp = await app
        .http()
        .send(app.monday.lifecycle('uninstall', user, { form: 'view', data: { app_id: 7 } }));

      expect([asView, ofOther, ofOtherApp, nameless].map(({ status }) => status)).toEqual([
        200, 401, 401, 400,
      ]);
      expect((await admin.http.get('/auth/me')).status).toBe(200);
    });

    it('ends the sessions of an account that uninstalls, but not by an event from before its last install', async () => {
      const foreigner = (await app.users()).find(({ account }) => account.id !== admin.user.account.id)!;
      const { http } = await app.login(foreigner.id);
      const send = (type: string, timestamp: string): Promise<HttpReply> =>
        app.http().send(app.monday.lifecycle(type, foreigner, { data: { timestamp } }));

      await send('install', '2030-01-02T00:00:00Z');
      await send('uninstall', '2030-01-01T00:00:00Z');
      const stays = await http.get('/auth/me');
      await send('uninstall', '2030-01-03T00:00:00Z');
      // Another instance than the one that took the event knows of it within five seconds.
      const ended = await eventually(async () => {
        const { status } = await http.get('/auth/me');
        return status === 200 ? undefined : status;
      });

      expect([stays.status, ended]).toEqual([200, 401]);
    });

    it('proves the domain', async () => {
      const reply = await app.http().get('/monday-app-association.json');

      expect(reply.json()).toEqual({ apps: [{ clientID: 'local-app' }] });
    });
  });

  describe('requests that are not proven', () => {
    const path = '/monday/actions/any';

    it.each([
      ['without a token', { headers: {} }],
      ['with a user token', {}],
    ])('are refused %s', async (_name, options) => {
      const http = 'headers' in options ? app.http() : admin.http;
      const reply = await http.post(path, {});

      expect(reply.status).toBe(401);
      expect(reply.json()).toMatchObject({ code: 'monday.token_invalid', severityCode: 4000 });
    });

    it.each([
      ['signed with another secret', { secret: 'another-secret-0123456789' }],
      ['signed with nothing', { secret: '' }],
      ['expired', { expiresInSeconds: -60 }],
      ['for another address', { claims: { aud: 'https://evil.example.org/x' } }],
      ['of another family', { claims: { dat: {} } }],
    ])('are refused when %s', async (_name, forgery) => {
      const reply = await app.http().send(app.monday.block(path, admin.user, {}, forgery));

      expect(reply.status).toBe(401);
      expect(reply.json()).toMatchObject({ code: 'monday.token_invalid' });
    });

    it('are refused when a view sends its token', async () => {
      const authorization = app.monday.viewSessionToken(admin.user);

      expect((await app.http().post(path, {}, { headers: { authorization } })).status).toBe(401);
    });

    it('are accepted raw and as Bearer', async () => {
      for (const bearer of [true, false]) {
        const reply = await app
          .http()
          .send(app.monday.block('/monday/actions/nope', admin.user, {}, { bearer }));

        expect(reply.json()).toMatchObject({
          code: 'monday.action_not_found',
          severityCode: 4000,
          statusCode: 404,
        });
      }
    });
  });
});
