import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from 'monday-local-platform';
import { type MailView } from '../../../src/mail/index.js';
import { HttpClient, MondayRequests, type PlatformUser } from '../../../src/testing/index.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { compiledApp, testProgram } from '../support/compiled-app.js';
import { OtlpCollector } from '../support/otlp-collector.js';

const SERVER = 2;
const CLIENT = 3;
const CONSUMER = 5;
const REMOTE = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const TRACEPARENT = `00-${REMOTE.traceId}-${REMOTE.spanId}-01`;
const SECRET = 'a-secret-of-the-query';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tracing-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** The app as a process of its own: in this one, jest does not let the exporter load its transport. */
describe('traces', () => {
  let collector: OtlpCollector;
  let platform: Sandbox;
  let child: ChildProcess;
  let url: string;
  let accessToken: string;
  let output = '';

  beforeAll(async () => {
    collector = await OtlpCollector.start();
    const base = testVariables(dataDir, {}, {});
    platform = await startSandbox({ dataDir, port: 0, smtpPort: 0, variables: base });
    const variables = testVariables(dataDir, platform.variables, {
      LOG_LEVEL: 'info',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=of%20the%20collector',
      OTEL_SERVICE_NAME: 'the-service',
    });
    const env = { PATH: process.env.PATH, ...variables };
    child = fork(join(await compiledApp(), 'main.js'), { cwd: dataDir, env, silent: true });
    url = await new Promise((resolve) => {
      child.stdout?.on('data', (text: Buffer) => {
        output += text.toString();
        const port = /listening on port (\d+)/.exec(output)?.[1];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      });
    });
    platform.useApp(url);
    await drive(new MondayRequests(() => secretsOf(variables)));
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    await platform.close();
    collector.close();
  });

  const secretsOf = (variables: Readonly<Record<string, string | undefined>>) => ({
    url,
    clientId: 'local-app',
    clientSecret: variables['MONDAY_OAUTH_CLIENT_SECRET'] ?? '',
    signingSecret: variables['MONDAY_SIGNING_SECRET'] ?? '',
  });

  async function login(): Promise<PlatformUser> {
    const browser = new HttpClient(() => url);
    const [user] = (await browser.get(`${platform.url}/__sandbox/users`)).json<PlatformUser[]>();
    const { location: consent = '' } = await browser.get('/auth/login');
    const query = { prompt: 'none', login_hint: user!.id };
    const { location: callback = '' } = await browser.get(consent, { query });
    accessToken = (await browser.get(callback)).json<{ access_token: string }>().access_token;
    return user!;
  }

  async function drive(monday: MondayRequests): Promise<void> {
    const user = await login();
    const http = new HttpClient(() => url, { authorization: `Bearer ${accessToken}` });
    const headers = { traceparent: TRACEPARENT };
    await http.put('/storage/greeting', { value: 'a value of somebody' }, { headers });
    await http.get('/monday/boards', { headers });
    await http.get(`/no/such/path?token=${SECRET}`, { headers });
    await http.post(`${platform.url}/__sandbox/graphql/faults`, { fault: 'unavailable', times: 1 });
    await http.get('/monday/me');
    const mail = monday.block('/fixture/mail', user, { to: 'ada@example.com', text: 'Confidential' });
    const reply = await new HttpClient(() => url).send(mail);
    const { messageId } = reply.json<{ outputFields: { messageId: string } }>().outputFields;
    while ((await http.get(`/mail/messages/${messageId}`)).json<MailView>().status === 'queued');
  }

  it('arrive at the collector with the configured headers', () => {
    expect(collector.spans.length).toBeGreaterThan(10);
    expect(collector.paths).toEqual(new Set(['/v1/traces']));
    expect(collector.headers['x-api-key']).toBe('of the collector');
    expect(collector.received).toContain('the-service');
  });

  it('continue the trace of a client', () => {
    const span = collector.require(({ name }) => name === 'PUT /storage/:key');
    expect(span).toMatchObject({
      traceId: REMOTE.traceId,
      parentSpanId: REMOTE.spanId,
      kind: SERVER,
      hasFailed: false,
      attributes: {
        'http.request.method': 'PUT',
        'http.route': '/storage/:key',
        'http.response.status_code': '201',
      },
    });
  });

  it('show calls to monday as part of the request', () => {
    const request = collector.require(({ name }) => name === 'GET /monday/boards');
    const call = collector.require(({ parentSpanId }) => parentSpanId === request.spanId);
    expect(call).toMatchObject({
      name: 'monday graphql',
      kind: CLIENT,
      traceId: REMOTE.traceId,
      attributes: { 'monday.api': 'graphql' },
    });
  });

  it('show each attempt of a call, with the code of its failure', () => {
    const request = collector.require(({ name }) => name === 'GET /monday/me');
    const [first, second, ...more] = collector.spans.filter((span) => span.parentSpanId === request.spanId);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ hasFailed: true, attributes: { 'error.type': 'graphql.unavailable' } });
    expect(second).toMatchObject({ hasFailed: false });
    expect(request).toMatchObject({ hasFailed: false, attributes: { 'http.response.status_code': '200' } });
  });

  it('link the handling of a message to its publication', () => {
    const request = collector.require(({ name }) => name === 'POST /fixture/mail');
    const handling = collector.require(({ name }) => name === 'process send_mail');
    expect(handling).toMatchObject({ kind: CONSUMER, parentSpanId: '', hasFailed: false });
    expect(handling.traceId).not.toBe(request.traceId);
    expect(handling.links).toEqual([{ traceId: request.traceId, spanId: expect.any(String) as string }]);
  });

  it('have their ids in the log', () => {
    expect(output).toContain(REMOTE.traceId);
    const { traceId } = collector.require(({ name }) => name === 'POST /fixture/mail');
    expect(output).toContain(traceId);
  });

  it('contain no query, no secret and no text of a user', () => {
    const refused = collector.require(
      ({ attributes }) => attributes['error.type'] === 'http.not_found' && !('http.route' in attributes),
    );
    expect(refused).toMatchObject({ name: 'GET', attributes: { 'error.type': 'http.not_found' } });
    for (const secret of [
      'greeting',
      SECRET,
      accessToken,
      'code=',
      'state=',
      'ada@example.com',
      'Confidential',
      'a value of',
    ])
      expect(collector.received).not.toContain(secret);
  });
});

describe('without an exporter', () => {
  const loadedWith = async (variables: Record<string, string>): Promise<number> => {
    const env = { PATH: process.env.PATH, ...testVariables(dataDir, {}, variables) };
    const program = await testProgram('loaded-telemetry');
    const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: dataDir, env });
    return Number(stdout);
  };

  it('OpenTelemetry is not loaded', async () => {
    expect(await loadedWith({})).toBe(0);
    expect(await loadedWith({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })).toBeGreaterThan(50);
  });
});
