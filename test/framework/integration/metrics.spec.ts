import { type MailView } from '../../../src/mail/index.js';
import { MetricsServer } from '../../../src/metrics/index.js';
import { QueueOperations } from '../../../src/queue/index.js';
import { sendRaw, TestApp, type PlatformUser } from '../../../src/testing/index.js';
import { samplesOf, type Samples } from '../support/samples.js';
import { FixtureFeature } from '../support/fixture-app/fixture.feature.js';

const TOKEN = 'a-token-for-the-scraper-8f2c';

describe('/metrics on a laptop', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ imports: [FixtureFeature] });
  });
  afterAll(() => app.close());

  const scrape = async (): Promise<Samples> => samplesOf((await app.http().get('/metrics')).text);

  it('answers requests from the same machine', async () => {
    const reply = await app.http().get('/metrics');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain;.*version=0\.0\.4/);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['a page of another site, under a name that leads here', 'Host: evil.example'],
    ['a proxy or tunnel', 'Host: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.7'],
    ['another proxy', 'Host: localhost\r\nForwarded: for=203.0.113.7'],
  ])('does not exist for %s', async (_who, headers) => {
    const reply = await sendRaw(app.url, `GET /metrics HTTP/1.1\r\n${headers}\r\n\r\n`);
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.body)).toMatchObject({ code: 'http.not_found' });
  });

  it('counts unknown paths as one series', async () => {
    for (let n = 0; n < 30; n += 1) {
      await app.http().get(`/no-such-${n}/${'x'.repeat(n)}?secret=${n}`);
      await app.http().get(`/storage/key-${n}?shared=maybe-${n}`);
    }
    await sendRaw(app.url, 'PROPFIND /%00..%2f HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await sendRaw(app.url, 'GET /auth/callback%3Fcode=secret HTTP/1.1\r\nHost: localhost\r\n\r\n');

    const samples = await scrape();
    const requests = samples.labelsOf('http_request_duration_seconds_count');
    expect(new Set(requests.map(({ route }) => route))).toEqual(
      new Set(['/metrics', '/storage/:key', 'unmatched']),
    );
    expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['GET', 'other']));
    expect(
      samples.get('http_request_duration_seconds_count', {
        route: 'unmatched',
        method: 'GET',
        status: '404',
      }),
    ).toBe(31);
    expect(samples.get('http_errors_total', { family: 'BaseError', code: 'auth.required' })).toBe(30);
    expect(samples.text).not.toMatch(/secret|no-such|key-\d/);
  });
});

describe('the metrics', () => {
  let app: TestApp;
  let samples: Samples;
  let user: PlatformUser;

  /** Each value is asked for once in five seconds only, so all of it is driven before the one scrape. */
  beforeAll(async () => {
    app = await TestApp.start({ imports: [FixtureFeature] });
    const { http, ...login } = await app.login();
    user = login.user;
    await app.http().get('/auth/callback?code=x&state=y');
    await http.put('/storage/greeting', { value: 1 });
    await http.get('/storage/greeting');
    await http.get('/storage/nothing');
    await app.http().post(`${app.platform.url}/__sandbox/graphql/faults`, { fault: 'unavailable', times: 1 });
    await http.get('/monday/me');
    const send = app.monday.block('/fixture/mail', user, { to: 'ada@example.com', text: 'Hello' });
    const reply = await app.http().send(send);
    const { messageId } = reply.json<{ outputFields: { messageId: string } }>().outputFields;
    while ((await http.get(`/mail/messages/${messageId}`)).json<MailView>().status === 'queued');
    await handled();
    samples = samplesOf((await app.http().get('/metrics')).text);
  });
  afterAll(() => app.close());

  /** A mail is known to be sent a moment before its message is done. */
  async function handled(): Promise<void> {
    while ((await app.get(QueueOperations).stats()).running > 0);
  }

  it('count requests by method, route and status', () => {
    const count = (labels: Record<string, string>): number | undefined =>
      samples.get('http_request_duration_seconds_count', labels);
    expect(count({ method: 'PUT', route: '/storage/:key', status: '201' })).toBe(1);
    expect(count({ method: 'GET', route: '/storage/:key', status: '200' })).toBe(1);
    expect(count({ method: 'GET', route: '/storage/:key', status: '404' })).toBe(1);
    expect(count({ method: 'POST', route: '/fixture/mail', status: '200' })).toBe(1);
  });

  it('count errors by family and code', () => {
    expect(samples.get('http_errors_total', { family: 'BaseError', code: 'storage.key_not_found' })).toBe(1);
    expect(samples.get('http_errors_total', { family: 'BaseError', code: 'auth.state_invalid' })).toBe(1);
  });

  it('count each attempt of a call to monday, by API and outcome', () => {
    const count = (api: string, outcome: string): number | undefined =>
      samples.get('monday_call_duration_seconds_count', { api, outcome });
    expect(count('oauth', 'ok')).toBe(1);
    expect(count('graphql', 'unavailable')).toBe(1);
    // Of the login, and the second attempt.
    expect(count('graphql', 'ok')).toBe(2);
  });

  it('contain the budget that monday reports', () => {
    expect(samples.get('monday_budget_accounts')).toBe(1);
    expect(samples.get('monday_budget_waiting_calls')).toBe(0);
    expect(samples.get('monday_budget_lowest_calls_left')).toBeGreaterThan(0);
  });

  it('count messages, waiting messages and mails', () => {
    const labels = { type: 'send_mail', outcome: 'handled' };
    expect(samples.get('queue_message_duration_seconds_count', labels)).toBe(1);
    expect(samples.get('queue_messages', { state: 'ready' })).toBe(0);
    expect(samples.get('queue_oldest_message_age_seconds')).toBe(0);
    expect(samples.get('queue_dead_letters')).toBe(0);
    expect(samples.get('mails_total', { outcome: 'sent' })).toBe(1);
    expect(samples.get('mails_total', { outcome: 'failed' })).toBe(0);
  });

  it('count logins and refreshes', () => {
    expect(samples.get('logins_total', { outcome: 'ok' })).toBe(1);
    expect(samples.get('logins_total', { outcome: 'auth.state_invalid' })).toBe(1);
    expect(samples.get('connection_refreshes_total', { outcome: 'expired' })).toBe(0);
    expect(samples.get('token_refreshes_total', { outcome: 'repeated' })).toBe(0);
  });

  it('describe the process', () => {
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(0);
    expect(samples.get('metrics_source_up', { source: 'queue' })).toBe(1);
  });

  it('contain nothing that identifies a user or an account', () => {
    for (const whose of [user.id, user.account.id, user.email, 'ada@example.com', 'greeting'])
      expect(samples.text).not.toContain(`"${whose}"`);
  });
});

describe('/metrics with a token', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ variables: { METRICS_TOKEN: TOKEN, METRICS_PORT: '0' } });
  });
  afterAll(() => app.close());

  it.each([
    ['no token', undefined],
    ['another token', `Bearer ${TOKEN}x`],
    ['the start of it', `Bearer ${TOKEN.slice(0, -1)}`],
    ['an empty one', 'Bearer '],
    ['the token as something else', `Basic ${TOKEN}`],
  ])('refuses %s, on both ports', async (_what, authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const reply = await app.http().get('/metrics', { headers });
    expect(reply.status).toBe(401);
    expect(reply.json()).toMatchObject({ error: 'BaseError', code: 'metrics.token_required' });
    const own = await fetch(`http://127.0.0.1:${app.get(MetricsServer).port}/metrics`, { headers });
    expect([own.status, await own.text()]).toEqual([401, '']);
    expect(own.headers.get('www-authenticate')).toBe('Bearer realm="metrics"');
  });

  it('accepts the token, on both ports', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await app.http().get('/metrics', { headers })).text).toContain('process_cpu_seconds_total');
    const own = await fetch(`http://127.0.0.1:${app.get(MetricsServer).port}/metrics`, { headers });
    expect(await own.text()).toContain('process_cpu_seconds_total');
  });

  it('does not accept the token of a user', async () => {
    const { http } = await app.login();
    expect((await http.get('/metrics')).status).toBe(401);
  });
});

describe('/metrics on its own port', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ variables: { METRICS_PORT: '0' } });
  });
  afterAll(() => app.close());

  it('is served there, but not on the port of the app', async () => {
    const own = `http://127.0.0.1:${app.get(MetricsServer).port}`;
    const reply = await fetch(`${own}/metrics`);
    expect(reply.status).toBe(200);
    expect(await reply.text()).toContain('process_cpu_seconds_total');
    expect((await fetch(`${own}/storage/a`)).status).toBe(404);
    expect((await fetch(`${own}/metrics`, { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await app.http().get('/metrics')).status).toBe(404);
  });

  it('closes with the app, including open connections', async () => {
    const { port } = app.get(MetricsServer);
    await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await app.restart();
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  });
});
