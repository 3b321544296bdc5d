import { zipSync, strToU8 } from 'fflate';
import { TestPlatform } from '../../../src/testing/index.js';
import { ADMIN, OTHER_ACCOUNT_ADMIN } from '../../../test/framework/support/oauth-client.js';

const APP = '/api/apps/10000001';
const CODE = '/api/code/10000001';
const JOB = { name: 'nudge', schedule: '0 7 * * *', targetUrl: '/nudge' };

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** What `mapps` sends; the client itself is in `clients/mapps.test.mjs`. */
describe('the local platform for mapps', () => {
  let platform: TestPlatform;
  let token: string;

  beforeAll(async () => {
    platform = await TestPlatform.start({ variables: { SANDBOX_LIMITS: 'off' } });
    token = await platform.accessToken(ADMIN);
  });
  afterAll(() => platform.close());

  const call = async (method: string, path: string, body?: unknown, as = token): Promise<Reply> => {
    const reply = await fetch(`${platform.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: as },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await reply.text();
    return { status: reply.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
  };
  const upload = async (name: string, content: string | Uint8Array, field = 'zipfile'): Promise<Reply> => {
    const form = new FormData();
    const zip = typeof content === 'string' ? zipSync({ [name]: strToU8(content) }) : content;
    form.append(field, new Blob([zip as Uint8Array<ArrayBuffer>]));
    const reply = await fetch(`${platform.url}${APP}/manifest?appVersionId=10000002`, {
      method: 'PUT',
      headers: { Authorization: token },
      body: form,
    });
    return { status: reply.status, body: (await reply.json()) as unknown };
  };

  it('lets nobody in without the token of an admin or member', async () => {
    expect(await call('GET', '/api/apps', undefined, 'nobody')).toMatchObject({
      status: 406,
      body: { message: '' },
    });
    for (const role of ['viewer', 'guest']) {
      const { id } = (await platform.users()).find((user) => user.role === role) ?? {};
      const as = await platform.accessToken(id);
      expect(await call('GET', '/api/apps', undefined, as)).toMatchObject({ status: 403 });
    }
  });

  it.each([
    ['GET', '/api/apps/7/versions'],
    ['GET', '/api/app-versions/7/app-features'],
    ['PUT', '/api/code/7/env/A'],
    ['GET', '/api/storage/app/10000001/account/7/records?term=a'],
    ['DELETE', `${APP}/accounts/7`],
    ['DELETE', `${CODE}/scheduler/nobody`],
    ['GET', `${CODE}/storage/connection-string`],
    ['POST', '/api/code/10000002/deployments'],
  ])('answers 404 with a message: %s %s', async (method, path) => {
    expect(await call(method, path, method === 'GET' ? undefined : {})).toMatchObject({
      status: 404,
      body: { message: expect.any(String) as string },
    });
  });

  it.each([
    ['PUT', `${CODE}/env/A`, {}],
    ['PUT', `${CODE}/env/not a name`, { value: 'x' }],
    ['PUT', `${CODE}/secrets/A`, { value: 1 }],
    ['GET', '/api/storage/app/10000001/account/18345021/records', undefined],
    ['GET', '/api/storage/app/10000001/account/18345021/records?term=%00', undefined],
    ['POST', `${CODE}/scheduler`, {}],
    ['POST', `${CODE}/scheduler`, { ...JOB, schedule: '* * * *' }],
    ['POST', `${CODE}/scheduler`, { ...JOB, schedule: '0 0 30 2 *' }],
    ['POST', `${CODE}/scheduler`, { ...JOB, targetUrl: 'https://example.com' }],
    ['POST', `${CODE}/scheduler`, { ...JOB, targetUrl: '/../health' }],
    ['POST', `${CODE}/scheduler`, { ...JOB, timeout: 1e9 }],
    ['POST', `${CODE}/scheduler`, { ...JOB, schedule: `${'1,'.repeat(1_000)}1 * * * *` }],
    ['POST', `${CODE}/scheduler`, { ...JOB, targetUrl: '/a'.repeat(1_000) }],
    ['POST', `${CODE}/scheduler`, { ...JOB, retryConfig: { maxRetries: -1 } }],
  ])('refuses bad input with a message: %s %s %j', async (method, path, body) => {
    expect(await call(method, path, body)).toMatchObject({
      status: 400,
      body: { message: expect.any(String) as string },
    });
  });

  it('keeps five jobs, each under its own name, over a restart', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      expect((await call('POST', `${CODE}/scheduler`, { ...JOB, name })).status).toBe(200);
    }
    expect((await call('POST', `${CODE}/scheduler`, { ...JOB, name: 'a' })).status).toBe(400);
    expect((await call('POST', `${CODE}/scheduler`, { ...JOB, name: 'f' })).status).toBe(400);
    const updated = await call('PUT', `${CODE}/scheduler/a`, { name: 'z', schedule: '5 * * * *' });
    expect(updated.body).toEqual({ job: { ...JOB, name: 'a', schedule: '5 * * * *' } });
    await platform.restart();
    expect((await call('GET', `${CODE}/scheduler`)).body).toMatchObject({
      jobs: [{ name: 'a' }, {}, {}, {}, {}],
    });
  });

  const nested = (levels: number): object => {
    let data: object = {};
    for (let level = 0; level < levels; level += 1) data = { data };
    return { type: 'AppFeatureBlock', name: 'x', data };
  };
  const manifest = (app: object): string =>
    JSON.stringify({ version: '1.0.0', app: { name: 'Greeter', features: [], ...app } });

  it.each([
    ['another file', 'other.json', manifest({})],
    ['text that is not JSON', 'manifest.json', 'no'],
    ['no features', 'manifest.json', manifest({ features: undefined })],
    ['a feature without a type', 'manifest.json', manifest({ features: [{ name: 'x' }] })],
    ['no slug', 'manifest.json', manifest({ slug: null })],
    ['scopes that are no list', 'manifest.json', manifest({ oauth: { scopes: 'me:read' } })],
    ['more levels than a page can show', 'manifest.json', manifest({ features: [nested(4_000)] })],
    ['bytes that are no zip', 'manifest.json', new Uint8Array([1, 2, 3])],
    ['more than it may unpack', 'manifest.json', ' '.repeat(5 * 1024 * 1024)],
  ])('refuses a manifest with %s', async (_what, name, content) => {
    expect(await upload(name, content)).toMatchObject({
      status: 400,
      body: { message: expect.any(String) as string },
    });
  });

  it('refuses a form without the file, and a larger one than a manifest can be', async () => {
    expect(await upload('manifest.json', manifest({}), 'other')).toMatchObject({ status: 400 });
    expect((await upload('manifest.json', new Uint8Array(2 * 1024 * 1024))).status).toBe(413);
  });

  it('shows the features and fields of the imported manifest in the console, as text', async () => {
    const field = { fieldTitle: 'To <b>whom</b>', fieldKey: 'to' };
    const data = {
      kind: 'action',
      inboundFieldsConfig: { fields: [field] },
      executionConfig: { runConfig: { url: 'https://app.example/monday/actions/greet' } },
    };
    const features = [
      { key: 'greet', type: 'AppFeatureBlock', name: '<script>Greet</script>', data },
      { key: 'notes', type: 'AppFeatureBoardView', name: 'Notes', data: {} },
      {
        type: 'AppFeatureItemView',
        name: 'Plans',
        data: { iconUrl: 'https://cdn.example/plans.png' },
        build: { kind: 'view', url: 'https://app.example/view/plans' },
      },
    ];
    expect(
      (await upload('manifest.json', manifest({ oauth: { scopes: ['me:read'] }, features }))).status,
    ).toBe(200);
    const { text } = await platform.http.get('/app');
    for (const shown of [
      'Greeter',
      'me:read',
      '&lt;script&gt;Greet&lt;/script&gt;',
      'To &lt;b&gt;whom&lt;/b&gt;',
      'https://app.example/monday/actions/greet',
      'href="/views?kind=board_view"',
      'href="/views?kind=item_view&amp;url=https%3A%2F%2Fapp.example%2Fview%2Fplans"',
    ]) {
      expect(text).toContain(shown);
    }
    expect((await call('GET', '/api/app-versions/10000002/app-features')).body).toMatchObject({
      appFeatures: [
        { type: 'AppFeatureBlock', name: '<script>Greet</script>' },
        { name: 'Notes' },
        { name: 'Plans' },
      ],
    });
  });

  it('removes what an account stored, and nothing of another', async () => {
    const other = await platform.accessToken(OTHER_ACCOUNT_ADMIN);
    for (const as of [token, other]) {
      expect((await call('POST', '/app_storage_api/v2/greeting', { value: 'hello' }, as)).status).toBe(200);
    }
    expect((await call('DELETE', `${APP}/accounts/18345021`)).status).toBe(200);
    expect((await call('GET', '/app_storage_api/v2/greeting')).status).toBe(404);
    expect((await call('GET', '/app_storage_api/v2/greeting', undefined, other)).status).toBe(200);
  });
});
