import { TestApp, type Login, type PlatformUser } from '../../src/testing/index.js';

const BOARD = '7310284655';
const FOREIGN_BOARD = '8840517329';

describe('monday through the app', () => {
  let app: TestApp;
  let admin: Login;
  let stranger: PlatformUser;

  beforeAll(async () => {
    app = await TestApp.start();
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

    it('gives up when monday refuses the fresh token too', async () => {
      await fault('unauthorized', 2);

      const reply = await admin.http.get('/monday/me');

      expect(reply.status).toBe(502);
      expect(reply.json()).toMatchObject({ error: 'MondayCodeAPIError', code: 'graphql.authentication' });
    });
  });
});
