import { AuthApp } from '../support/auth-app.js';
import { LoginBrowser, type Reply } from '../support/login-browser.js';
import { answerJson, StubMonday, type StubHandler } from '../support/stub-monday.js';

let app: AuthApp;
let monday: StubMonday;
/** Of calls to monday; a test does not wait that long. */
const OUTGOING_TIMEOUT_MS = 10_000;

beforeAll(async () => {
  monday = await StubMonday.start();
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  jest
    .spyOn(AbortSignal, 'timeout')
    .mockImplementation((ms) => timeout(ms === OUTGOING_TIMEOUT_MS ? 1_000 : ms));
  app = await AuthApp.start(monday.variables);
});
afterAll(async () => {
  await app.close();
  await monday.close();
  jest.restoreAllMocks();
});

const working = answerJson(200, { access_token: 'monday-access', token_type: 'Bearer', scope: 'me:read' });
afterEach(() => {
  monday.token = working;
});

/** A login up to the callback, with a code that the stub does not look at. */
async function callBack(): Promise<Reply> {
  const browser = new LoginBrowser();
  const login = await browser.open(`${app.url}/auth/login`);
  const state = new URL(login.headers.get('location')!).searchParams.get('state')!;
  return browser.open(`${app.url}/auth/callback?code=the-code&state=${state}`);
}

const text =
  (status: number, type: string, body: string): StubHandler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };

const tenMegabytes: StubHandler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.on('error', () => undefined);
  response.end(`{"access_token":"${'x'.repeat(10 * 1024 * 1024)}"}`);
};

const failing: [string, StubHandler, number, string][] = [
  ['refuses the code', answerJson(400, { error: 'invalid_grant' }), 401, 'auth.code_invalid'],
  ['refuses the app', answerJson(401, { error: 'invalid_client' }), 502, 'oauth.failed'],
  ['fails', answerJson(500, { secret: 'upstream text' }), 502, 'oauth.failed'],
  ['is overloaded', answerJson(503, {}, { 'retry-after': '17' }), 503, 'oauth.unavailable'],
  ['limits the rate', answerJson(429, {}, { 'retry-after': '9' }), 503, 'oauth.rate_limited'],
  ['hangs', () => undefined, 504, 'oauth.timeout'],
  ['answers HTML', text(200, 'text/html', '<h1>upstream text</h1>'), 502, 'oauth.failed'],
  ['answers HTML with an error', text(400, 'text/html', 'invalid_grant'), 502, 'oauth.failed'],
  ['answers JSON that is none', text(200, 'application/json', '{"access_token":'), 502, 'oauth.failed'],
  ['answers a list', answerJson(200, [1]), 502, 'oauth.failed'],
  ['answers nothing', text(204, 'application/json', ''), 502, 'oauth.failed'],
  ['answers without a token', answerJson(200, { token_type: 'Bearer' }), 502, 'oauth.failed'],
  ['answers a token that is no text', answerJson(200, { access_token: 5 }), 502, 'oauth.failed'],
  ['answers a token with a line break', answerJson(200, { access_token: 'a\r\nb' }), 502, 'oauth.failed'],
  ['answers 10 MB', tenMegabytes, 502, 'oauth.failed'],
  [
    'redirects',
    (_request, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
    },
    503,
    'oauth.unavailable',
  ],
  ['cuts the connection', (request) => request.socket.destroy(), 503, 'oauth.unavailable'],
];

describe('a token endpoint that', () => {
  it.each(failing)('%s', async (_name, handler, status, code) => {
    monday.token = handler;
    const reply = await callBack();
    expect([reply.status, reply.json()['code']]).toEqual([status, code]);
    expect(reply.text).not.toContain('upstream text');
    expect(reply.headers.has('retry-after')).toBe(status === 503);
    expect(await app.stored()).toEqual([]);
  });

  it.each([
    ['9', '9'],
    ['0', '5'],
    ['soon', '5'],
  ])('requests a delay: its Retry-After %s becomes %s', async (header, ours) => {
    monday.token = answerJson(429, {}, { 'retry-after': header });
    expect((await callBack()).headers.get('retry-after')).toBe(ours);
  });

  it('receives a code only once, even if it fails', async () => {
    monday.token = answerJson(500, {});
    const before = monday.tokenBodies.length;
    await callBack();
    expect(monday.tokenBodies.length).toBe(before + 1);
  });
});

describe('a login without a user from monday', () => {
  it.each([
    ['fails', answerJson(500, {})],
    ['refuses the token', answerJson(401, { errors: [{ message: 'Not Authenticated' }] })],
    ['knows nobody', answerJson(200, { data: { me: null } })],
    ['gives an id that is a path', answerJson(200, { data: { me: { id: '1/2', account: { id: '3' } } } })],
  ] as [string, StubHandler][])('stores nothing if monday %s', async (_name, handler) => {
    const { graphql } = monday;
    monday.graphql = handler;
    const reply = await callBack();
    monday.graphql = graphql;
    expect(reply.status).toBeGreaterThanOrEqual(401);
    expect(reply.json()['error']).toBe('MondayCodeAPIError');
    expect(await app.stored()).toEqual([]);
  });
});

it('sends the code, the verifier and the redirect URI as JSON, and accepts an answer without refresh token', async () => {
  const reply = await callBack();
  expect(reply.status).toBe(200);
  expect(JSON.parse(monday.tokenBodies.at(-1)!)).toEqual({
    grant_type: 'authorization_code',
    client_id: 'local-app',
    client_secret: expect.any(String) as string,
    code: 'the-code',
    code_verifier: expect.stringMatching(/^[\w-]{43}$/) as string,
    redirect_uri: `${app.url}/auth/callback`,
  });
});

describe('the legacy flow', () => {
  let legacy: AuthApp;
  beforeAll(async () => {
    legacy = await AuthApp.start({ ...monday.variables, MONDAY_OAUTH_FLOW: 'legacy' });
  });
  afterAll(() => legacy.close());

  it('logs in without PKCE, with the fields that it documents', async () => {
    const browser = new LoginBrowser();
    const login = await browser.open(`${legacy.url}/auth/login`);
    const location = new URL(login.headers.get('location')!);
    expect(location.searchParams.has('code_challenge')).toBe(false);
    const state = location.searchParams.get('state')!;
    const reply = await browser.open(
      `${legacy.url}/auth/callback?code=the-code&scope=me:read&state=${state}`,
    );
    expect(reply.status).toBe(200);
    expect(Object.keys(JSON.parse(monday.tokenBodies.at(-1)!) as object).sort()).toEqual([
      'client_id',
      'client_secret',
      'code',
      'redirect_uri',
    ]);
  });
});
