import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type HttpReply, TestPlatform } from '../../../src/testing/index.js';

const ADMIN = '58120443';
const MEMBER = '58120517';
const VIEWER = '58120662';
const GUEST = '62007731';
const FOREIGNER = '61944108';
const BOARD = '7310284655';
const ITEM = '7310284756';
const URL_OF_VIEW = 'http://127.0.0.1:5173/view/?a=1';

interface Reply {
  readonly data?: unknown;
  readonly errorMessage?: string;
  readonly isUnknown?: boolean;
  readonly show?: Record<string, unknown>;
}

type View = Readonly<Record<string, unknown>>;

interface Claims {
  readonly dat: object;
  readonly iat: number;
  readonly exp: number;
}

const claimsOf = (token: unknown): Claims =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Claims;

describe('the view host of the local platform', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start();
  });
  afterAll(() => platform.close());

  const post = (method: string, args: object, view: View = {}): Promise<HttpReply> => {
    const chosen = { url: URL_OF_VIEW, kind: 'board_view', user: ADMIN, board: BOARD, ...view };
    return platform.http.post('/__sandbox/view-host/messages', { view: chosen, method, args });
  };
  const ask = async (method: string, args: object, view: View = {}): Promise<Reply> =>
    (await post(method, args, view)).json<Reply>();
  const get = async (type: string, view: View = {}): Promise<unknown> =>
    (await ask('get', { type }, view)).data;

  describe('the context', () => {
    it.each([
      ['board_view', { boardId: Number(BOARD), boardIds: [Number(BOARD)], viewMode: 'fullScreen' }],
      ['item_view', { boardId: Number(BOARD), itemId: 7310284701 }],
      ['dashboard_widget', { boardIds: [Number(BOARD)], viewMode: 'widget', editMode: false }],
      ['object_view', { boardId: Number(BOARD), instanceId: Number(BOARD), objectPermissions: 'edit' }],
    ])('is that of the %s', async (kind, expected) => {
      const context = await get('context', { kind, item: '7310284701' });
      expect(context).toMatchObject({ instanceType: kind, ...expected });
    });

    it('of a settings view names no board', async () => {
      const context = await get('context', { kind: 'settings_view' });
      expect(context).toMatchObject({ appFeature: { type: 'AppFeatureAccountSettingsView' } });
      expect(context).not.toHaveProperty('boardId');
      expect(context).not.toHaveProperty('instanceId');
    });

    it('says what the user may', async () => {
      expect(await get('context', { user: VIEWER })).toMatchObject({
        user: { id: VIEWER, isAdmin: false, isGuest: false, isViewOnly: true },
      });
      expect(await get('context', { user: GUEST })).toMatchObject({ user: { isGuest: true } });
    });

    it('names the subscription of the account', async () => {
      expect(await get('context', { user: FOREIGNER, kind: 'settings_view' })).not.toHaveProperty(
        'subscription',
      );
      const plan = { planId: 'pro', billingPeriod: 'monthly', maxUnits: 10 };
      await platform.http.post('/__sandbox/subscriptions/20917746/subscribe', plan);
      expect(await get('context', { user: FOREIGNER, kind: 'settings_view' })).toMatchObject({
        subscription: { plan_id: 'pro', max_units: 10 },
      });
    });
  });

  it('is opened by its address as it was, such as beside the board', async () => {
    const query = { url: 'http://localhost:5173/', split: 'true', editing: 'false' };
    const reply = await platform.http.get('/views', { query });
    expect(reply.text).toMatch(/&quot;split&quot;:true,&quot;editing&quot;:false/);
  });

  it('is opened on any board of an account that has hundreds', async () => {
    const own = await TestPlatform.start({ variables: { SANDBOX_LIMITS: 'off' } });
    const headers = { authorization: await own.accessToken(ADMIN, undefined, ['boards:write']) };
    const create = (index: number): string =>
      `b${index}: create_board(board_name: "Board ${index}", board_kind: public) { id }`;
    let last = '';
    for (let batch = 0; batch < 6; batch += 1) {
      const query = `mutation { ${Array.from({ length: 40 }, (_, index) => create(index)).join(' ')} }`;
      const { data } = (await own.http.post('/v2', { query }, { headers })).json<{
        data: Record<string, { id: string }>;
      }>();
      last = data['b39']!.id;
    }
    const { text } = await own.http.get('/views', {
      query: { url: 'http://localhost:5173/', user: ADMIN, board: last },
    });
    await own.close();
    expect(text).toContain(`&quot;board&quot;:${last}`);
    expect(text.match(/<option value="\d+"[^>]*>Board \d+</g)).toHaveLength(240);
    expect(text).toContain(`<option value="${last}" selected>`);
  });

  describe('the items in view', () => {
    it('are those that pass the search and the rules', async () => {
      const all = (await get('itemIds')) as number[];
      const found = (await get('itemIds', { filter: { term: ' LANDING ' } })) as number[];
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThan(all.length);
      const rules = [{ column_id: 'name', compare_value: ['landing'], operator: 'contains_text' }];
      expect(await get('itemIds', { filter: { rules, operator: 'and' } })).toEqual(found);
    });

    it('are none on a board that the user cannot see', async () => {
      expect(await get('itemIds', { user: FOREIGNER })).toEqual([]);
    });

    it('are refused for a rule that the API refuses', async () => {
      const filter = { rules: [{ column_id: 'none', compare_value: ['x'] }] };
      const { errorMessage, data } = await ask('get', { type: 'itemIds' }, { filter });
      expect(errorMessage).toEqual(expect.any(String));
      expect(data).toBeUndefined();
    });
  });

  describe('session tokens', () => {
    it('are those of views, and a new one for each request', async () => {
      const { dat, exp, iat } = claimsOf(await get('sessionToken', { user: VIEWER }));
      expect(dat).toMatchObject({ user_id: Number(VIEWER), account_id: 18345021, is_view_only: true });
      expect(exp - iat).toBe(300);
    });

    it.each([
      ['short', 10],
      ['expired', -60],
    ])('can be %s', async (token, seconds) => {
      const { exp, iat } = claimsOf(await get('sessionToken', { token }));
      expect(exp - iat).toBe(seconds);
    });
  });

  describe('storage', () => {
    const storage = async (
      method: string,
      key: string,
      rest: object = {},
      view: View = {},
    ): Promise<Record<string, unknown>> => {
      const { data } = await ask('storage', { method, key, segment: 'v2', options: {}, ...rest }, view);
      return data as Record<string, unknown>;
    };

    it('has versions, and reports a conflict as monday does', async () => {
      const { version } = await storage('set', 'a', { value: { n: 1 } });
      expect(await storage('get', 'a')).toEqual({ value: { n: 1 }, version, success: true });
      await storage('set', 'a', { value: 2, options: { previous_version: version } });
      expect(await storage('set', 'a', { value: 3, options: { previous_version: version } })).toEqual({
        success: false,
        error: 'Version mismatch: key a was updated from another context and versioning is enabled',
      });
      expect(await storage('delete', 'a')).toEqual({ value: null, success: true });
      expect(await storage('get', 'a')).toEqual({ value: null, success: true });
    });

    it('is shared by all views of the account, and with its backend', async () => {
      await storage('set', 'all', { value: 'x' });
      expect(await storage('get', 'all', {}, { kind: 'dashboard_widget', user: VIEWER })).toMatchObject({
        value: 'x',
      });
      expect(await storage('get', 'all', {}, { user: FOREIGNER })).toMatchObject({ value: null });
      const authorization = await platform.accessToken(ADMIN);
      const path = '/app_storage_api/v2/all?shareGlobally=true';
      expect((await platform.http.get(path, { headers: { authorization } })).json()).toMatchObject({
        value: 'x',
      });
    });

    it('of an instance belongs to one place', async () => {
      await storage('set', 'own', { value: 1, segment: 'instance' });
      expect(await storage('get', 'own', { segment: 'instance' })).toMatchObject({ value: 1 });
      expect(await storage('get', 'own')).toMatchObject({ value: null });
      expect(await storage('get', 'own', { segment: 'instance' }, { kind: 'item_view' })).toMatchObject({
        value: null,
      });
      const args = { method: 'get', key: 'own', segment: 'instance' };
      expect(await ask('storage', args, { kind: 'settings_view' })).toMatchObject({
        errorMessage: expect.stringContaining('no instance') as unknown,
      });
    });

    it.each([
      ['set', { key: 'k'.repeat(257), value: 1 }],
      ['set', { key: 'k' }],
      ['set', { key: 'k', value: 1, options: { ttl: 0 } }],
    ])('refuses %s of %j', async (method, args) => {
      const reply = await ask('storage', { method, ...args });
      expect(reply.data).toMatchObject({ success: false, error: expect.any(String) as unknown });
    });

    it.each([{ method: 'get' }, { method: 'drop', key: 'a' }])('refuses the call %j', async (args) => {
      expect((await ask('storage', args)).errorMessage).toEqual(expect.any(String));
    });
  });

  describe('settings', () => {
    it('are merged, and belong to one place', async () => {
      await ask('set', { type: 'settings', params: { text: 'a', size: 1 } });
      await ask('set', { type: 'settings', params: { size: 2 } });
      expect(await get('settings')).toEqual({ text: 'a', size: 2 });
      expect(await get('settings', { kind: 'object_view' })).toEqual({});
    });

    it.each([
      [{ user: VIEWER }, { text: 'b' }],
      [{}, ['a list']],
      [{}, { text: 'x'.repeat(100_001) }],
    ])('of %j cannot be set to such a value', async (view, params) => {
      const { errorMessage } = await ask('set', { type: 'settings', params }, view);
      expect(errorMessage).toEqual(expect.any(String));
    });
  });

  describe('the API', () => {
    const api = (query: string, view: View = {}): Promise<Reply> =>
      ask('api', { params: { query }, apiVersion: '2026-10' }, view);

    it('is that of the user', async () => {
      expect((await api('{ me { id } }', { user: VIEWER })).data).toMatchObject({
        data: { me: { id: VIEWER } },
        account_id: 18345021,
      });
    });

    it('refuses what the user may not do, with the errors as data', async () => {
      const reply = await api(`mutation { create_item(board_id: ${BOARD}, item_name: "no") { id } }`, {
        user: VIEWER,
      });
      expect(reply).toMatchObject({
        errorMessage: 'Graphql validation errors',
        data: { errors: [{ extensions: { code: 'UserUnauthorizedException' } }] },
      });
    });

    it('works again after a reset, which ends all tokens', async () => {
      await api('{ me { id } }');
      await platform.http.post('/__sandbox/reset');
      expect((await api('{ me { id } }')).data).toMatchObject({ data: { me: { id: ADMIN } } });
    });

    it('fails as planned', async () => {
      await platform.http.post('/__sandbox/faults', { kind: 'server-error', route: 'POST /v2', count: 1 });
      expect((await api('{ me { id } }')).errorMessage).toBe('Request failed with status code 503');
    });
  });

  describe('what a view asks of the page', () => {
    it('can be a notice that stays as long as a timer of a browser can run', async () => {
      const { show } = await ask('execute', { type: 'notice', params: { message: 'stay', timeout: 1e12 } });
      expect(show).toMatchObject({ timeout: 2 ** 31 - 1 });
    });

    const execute = (type: string, params?: object): Promise<Reply> => ask('execute', { type, params });

    it.each(['valueCreatedForUser', 'track', 'reportTime'])('includes the report %s', async (type) => {
      expect(await execute(type, {})).toEqual({ data: { success: true } });
    });

    it.each([
      ['notice', {}],
      ['notice', { message: 1 }],
      ['confirm', {}],
      ['openItemCard', { itemId: 'x' }],
      ['openItemCard', { itemId: 1 }],
      ['openFilesDialog', { assetId: 1 }],
      ['openLinkInTab', { url: 'javascript:alert(1)' }],
      ['openLinkInTab', {}],
      ['openAppFeatureModal', { url: 'file:///etc/passwd' }],
      ['openCreateItemDialog', { boardId: 1 }],
      ['addDocBlock', {}],
    ])('refuses %s with %j', async (type, params) => {
      const reply = await execute(type, params);
      expect(reply.errorMessage).toEqual(expect.any(String));
      expect(reply.show).toBeUndefined();
    });

    it('frames a page of the view in a modal, and no other', async () => {
      const own = await execute('openAppFeatureModal', {
        urlPath: '/settings',
        urlParams: { tab: 1 },
        width: '600px',
      });
      expect(own).toEqual({
        show: {
          kind: 'modal',
          url: 'http://127.0.0.1:5173/view/settings?a=1&tab=1',
          isFramed: true,
          width: '600px',
          height: null,
        },
      });
      const foreign = await execute('openAppFeatureModal', {
        url: 'https://example.com/',
        height: 'calc(1px)',
      });
      expect(foreign.show).toMatchObject({ isFramed: false, height: null });
    });

    it('is refused and logged if it is not known', async () => {
      expect(await execute('makeTea')).toEqual({
        errorMessage: 'execute makeTea is not supported',
        isUnknown: true,
      });
      expect(await ask('brew', {})).toMatchObject({ isUnknown: true });
      expect(await ask('get', {})).toMatchObject({ isUnknown: true });
    });
  });

  describe('the address', () => {
    const status = async (url: string, own: TestPlatform = platform): Promise<number> => {
      const page = await own.http.get('/views', { query: { url } });
      return page.status;
    };

    it.each([
      'https://views.example/',
      'javascript:alert(1)',
      'http://user:secret@127.0.0.1/',
      'file:///etc/passwd',
      'not an address',
      `http://127.0.0.1/${'x'.repeat(2_000)}`,
      'http://127.0.0.1.views.example/',
      'http://10.0.0.1/',
    ])('%p is refused', async (url) => {
      expect(await status(url)).toBe(400);
      const reply = await post('get', { type: 'sessionToken' }, { url });
      expect(reply.status).toBe(400);
      expect(reply.text).not.toContain('eyJ');
    });

    it('can be of a host that was allowed, unless the client secret could be that of a real app', async () => {
      const allowed = await TestPlatform.start({ viewHosts: ['views.example'] });
      const withSecret = await TestPlatform.start({
        viewHosts: ['views.example'],
        variables: { MONDAY_OAUTH_CLIENT_SECRET: 'of-a-real-app-'.repeat(3) },
      });
      try {
        expect(await status('https://views.example/view/', allowed)).toBe(302);
        expect(await status('https://other.example/view/', allowed)).toBe(400);
        expect(await status('https://views.example/view/', withSecret)).toBe(400);
        expect(await status('http://localhost:5173/', withSecret)).toBe(200);
      } finally {
        await allowed.close();
        await withSecret.close();
      }
    });

    it.each([
      ['http://127.0.0.1:5173/', 'localhost'],
      ['http://[::1]:5173/', 'localhost'],
    ])('of %s has its page on %s', async (url, host) => {
      const { location = '' } = await platform.http.get('/views', { query: { url, theme: 'dark' } });
      expect(new URL(location).hostname).toBe(host);
      expect(new URL(location).searchParams.get('theme')).toBe('dark');
    });
  });

  it('frames only the origin of the view, and no page of the console frames anything', async () => {
    const page = await platform.http.get('/views', { query: { url: 'http://localhost:5173/a' } });
    expect(page.headers.get('content-security-policy')).toContain('frame-src http://localhost:5173;');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    for (const path of ['/', '/boards', '/views']) {
      const other = await platform.http.get(path);
      expect(other.headers.get('content-security-policy')).not.toContain('frame-src');
    }
  });

  it('keeps a hostile address out of the page', async () => {
    const url = 'http://localhost:5173/"><script>alert(1)</script>';
    const { text } = await platform.http.get('/views', { query: { url } });
    expect(text).not.toContain('<script>alert');
  });

  it('answers an unknown user and an unknown kind without an error of its own', async () => {
    expect((await post('get', { type: 'context' }, { user: '1' })).status).toBe(400);
    expect(await get('context', { kind: 'none', theme: 'none' })).toMatchObject({
      instanceType: 'board_view',
      theme: 'light',
    });
  });

  it.each([
    ['set', { type: 'location', params: { query: { a: { toString: 1 }, '\ud800': '\ud800' } } }],
    ['execute', { type: 'openItemCard', params: { itemId: { valueOf: 1 } } }],
    ['execute', { type: 'openCreateItemDialog', params: { boardIds: [{ toString: 1 }] } }],
    ['execute', { type: 'openAppFeatureModal', params: { urlParams: { a: { toString: 1 } } } }],
  ])('answers values of any form without an error of its own: %s %j', async (method, args) => {
    expect((await post(method, args)).status).toBe(200);
  });

  it('refuses a message of too many levels', async () => {
    const value = `${'['.repeat(8_000)}${']'.repeat(8_000)}`;
    const reply = await fetch(`${platform.url}/__sandbox/view-host/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: `{"view":{"url":"${URL_OF_VIEW}"},"method":"set","args":{"type":"settings","params":${value}}}`,
    });
    expect(reply.status).toBe(400);
  });

  it('has the scripts of its page as files, and nothing else of the package', async () => {
    const script = await platform.http.get('/__sandbox/view-host/files/view-host.js');
    expect(script.text).toBe(readFileSync(join(__dirname, '../browser/view-host/view-host.js'), 'utf8'));
    for (const name of ['none.js', '..%2fREADME.md', '..%2f..%2fpackage.json']) {
      expect((await platform.http.get(`/__sandbox/view-host/files/${name}`)).status).toBe(404);
    }
  });

  describe('the changes of a board', () => {
    const address = (own: TestPlatform): string => `${own.url}/__sandbox/view-host/changes`;

    it('are not used by the page of a user who cannot see it', async () => {
      const reply = await platform.http.get('/views', {
        query: { url: 'http://localhost:5173/', user: FOREIGNER, board: BOARD },
      });
      expect(reply.status).toBe(200);
      expect(reply.text).toContain('data-place="20917746/board_view/');
      expect(reply.text).not.toContain(BOARD);
    });

    it('are sent as events with the board, and settings with the place of the view', async () => {
      const own = await TestPlatform.start();
      const { body } = await fetch(address(own));
      const change = async (method: string, args: object): Promise<void> => {
        const view = { url: URL_OF_VIEW, user: MEMBER, board: BOARD, kind: 'board_view' };
        await own.http.post('/__sandbox/view-host/messages', { view, method, args });
      };
      await change('set', { type: 'settings', params: { size: 1 } });
      const create = `mutation { create_item(board_id: ${BOARD}, item_name: "new") { id } }`;
      await change('api', { params: { query: create } });
      const rename = `mutation { change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "name", value: "x") { id } }`;
      await change('api', { params: { query: rename } });
      await own.close();
      expect((await text(body!)).trim().split('\n\n')).toEqual([
        ': open',
        'event: settings\ndata: {"place":"18345021/board_view/7310284655","settings":{"size":1}}',
        expect.stringMatching(
          /^event: board\ndata: \{"boardId":7310284655,"events":\[\{"type":"new_items","boardId":7310284655,"itemIds":\[\d+\]\}\]\}$/,
        ),
        'event: board\ndata: {"boardId":7310284655,"events":[]}',
      ]);
    });

    it('do not keep the platform from stopping', async () => {
      const own = await TestPlatform.start();
      const { body } = await fetch(address(own));
      const end = text(body!);
      await own.close();
      expect(await end).toBe(': open\n\n');
    });

    it('are sent to a hundred browsers at most', async () => {
      const own = await TestPlatform.start();
      const replies = await Promise.all(Array.from({ length: 101 }, () => fetch(address(own))));
      expect(replies.filter(({ status }) => status === 503)).toHaveLength(1);
      await own.close();
      await Promise.all(replies.map((reply) => reply.text()));
    });
  });
});
