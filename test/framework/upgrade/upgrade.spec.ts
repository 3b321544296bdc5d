import { runAs } from '../../../src/caller/index.js';
import { CallbackSender, MondayTriggers } from '../../../src/monday/index.js';
import { BULLMQ_SETTINGS } from '../../../src/queue/drivers/bullmq.driver.js';
import { QueueOperations, QueueService } from '../../../src/queue/index.js';
import { SecureStorage } from '../../../src/storage/index.js';
import { eventually, TestApp, type HttpClient, type HttpReply } from '../../../src/testing/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { FixtureFeature, FixtureFeatureModule, NOTE, POLICY_OVERRIDE } from './fixture-feature.js';
import { Fixture, variablesOf, type FixtureFacts } from './fixture.js';

const MINUTE_MS = 60 * 1_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** All that jest can fake, but the date: the fixtures are used at their own time, and everything else runs as ever. */
const KEPT = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/**
 * This version, started on what an earlier one left a few minutes ago. The tests of one fixture are one story, from the
 * first request after the upgrade to the last session's end.
 */
function upgrades(fixture: Fixture, schemaOf: () => PostgresSchema | undefined): void {
  let facts: FixtureFacts;
  let app: TestApp;
  let feature: FixtureFeature;
  let http: HttpClient;
  let callbacks: jest.SpiedFunction<CallbackSender['send']>;

  beforeAll(async () => {
    // What was being handled waits for this time.
    jest.replaceProperty(BULLMQ_SETTINGS, 'visibilityTimeoutMs', 2_000);
    facts = await fixture.facts();
    jest.useFakeTimers({ now: facts.madeAt + 3 * MINUTE_MS, advanceTimers: true, doNotFake: [...KEPT] });
    const schema = schemaOf();
    if (schema) await fixture.restore(schema);
    app = await TestApp.start({
      startFrom: fixture.files,
      imports: [FixtureFeatureModule],
      overrides: [POLICY_OVERRIDE],
      variables: variablesOf(schema),
    });
    feature = app.get(FixtureFeature);
    // Their addresses are monday's own.
    callbacks = jest.spyOn(app.get(CallbackSender), 'send').mockResolvedValue();
    http = app.http(facts.accessToken);
  });
  afterAll(async () => {
    await app.close();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const ok = async (sent: Promise<HttpReply>): Promise<HttpReply> => {
    const reply = await sent;
    expect(reply.text).not.toContain('"statusCode"');
    expect(reply.status).toBeLessThan(300);
    return reply;
  };
  const asUser = <T>(work: () => Promise<T>): Promise<T> =>
    runAs({ accountId: facts.user.account.id, userId: facts.user.id, kind: 'user' }, work);
  const withSession = (): HttpClient => {
    const browser = app.http();
    browser.cookies.set(new URL(app.url), 'session', facts.session);
    return browser;
  };
  const refresh = (token: string): Promise<HttpReply> =>
    app.http().post('/auth/refresh', { refresh_token: token });
  const statusOf = async (id: string): Promise<unknown> =>
    (await ok(http.get(`/mail/messages/${id}`))).json()['status'];

  describe('logins', () => {
    it('accepts an access token that has not expired, and uses its connection', async () => {
      const me = (await ok(http.get('/auth/me'))).json();
      expect(me).toMatchObject({
        user: { id: facts.user.id, name: facts.user.name, email: facts.user.email },
      });
      expect(me).toMatchObject({ connection: { state: 'connected' } });
      const mine = (await ok(http.get('/monday/me'))).json();
      expect(mine).toMatchObject({ id: facts.user.id });
    });

    it.each(['refreshToken', 'rotatedRefreshToken'] as const)('exchanges a %s once', async (name) => {
      const pair = (await ok(refresh(facts[name]))).json<{ access_token: string; refresh_token: string }>();
      await ok(app.http(pair.access_token).get('/auth/me'));
      await ok(refresh(pair.refresh_token));
      expect((await refresh(facts[name])).status).toBe(401);
    });

    it('accepts a cookie session, also for a write', async () => {
      const browser = withSession();
      const { csrfToken } = (await ok(browser.get('/auth/me'))).json<{ csrfToken: string }>();
      const headers = { origin: app.url, 'x-csrf-token': csrfToken };
      await ok(browser.put('/storage/by-session', { value: 1 }, { headers }));
    });

    it('refuses a user who ended their connection', async () => {
      expect((await refresh(facts.endedRefreshToken)).status).toBe(401);
    });
  });

  describe('data', () => {
    it('reads every row at its version, and replaces it', async () => {
      for (const { key, shared, value, version } of facts.rows) {
        const path = `/storage/${encodeURIComponent(key)}`;
        const query: Record<string, string> = shared ? { shared: 'true' } : {};
        expect((await ok(http.get(path, { query }))).json()).toEqual({ key, value, version });
        await ok(http.put(path, { value: 'new', version, shared }));
        expect((await http.put(path, { value: 'newer', version, shared })).status).toBe(409);
      }
      expect((await http.get('/storage/deleted')).status).toBe(404);
    });

    it('finds the rows', async () => {
      const keys = new Set<string>();
      const { records } = (await ok(http.get('/storage'))).json<{ records: { key: string }[] }>();
      for (const { key } of records) keys.add(key);
      expect([...keys]).toEqual(expect.arrayContaining(facts.rows.map(({ key }) => key)));
    });

    it('continues each counter', async () => {
      for (const { value, ...counter } of facts.counters) {
        const reply = await ok(http.put('/storage/counter/increment', { ...counter, incrementBy: 1 }));
        expect(reply.json()).toEqual({ newCounterValue: value + 1 });
      }
    });

    it('reads every secret at its version, and replaces it', async () => {
      const secrets = app.get(SecureStorage);
      for (const { key, value, version } of facts.secrets) {
        expect(await asUser(() => secrets.get(key))).toEqual({ key, value, version });
        await asUser(() => secrets.put(key, 'new', { version }));
      }
    });

    it('shows the mails unchanged', async () => {
      for (const mail of Object.values(facts.mails)) {
        expect((await ok(http.get(`/mail/messages/${mail.id}`))).json()).toMatchObject(mail);
      }
    });
  });

  describe('blocks', () => {
    it('repeats the reply of a completed run of an action, without running it', async () => {
      const { actionUuid, text } = facts.action;
      const call = app.monday.block('/monday/actions/fixture', facts.user, { text: 'loud' }, { actionUuid });
      expect((await ok(app.http().send(call))).json()).toEqual({ outputFields: { text } });
      expect(feature.actions).toBe(0);
    });

    it('fires a trigger for its subscriber', async () => {
      expect(await asUser(() => app.get(MondayTriggers).fire('fixture', { itemId: 2 }))).toBe(1);
    });
  });

  describe('the queue', () => {
    const dead = (): Promise<string[]> =>
      app
        .get(QueueOperations)
        .dead()
        .then((letters) => letters.map(({ id }) => id));
    /** BullMQ looks for messages of dead workers from time to time. */
    const received = async (text: string): Promise<void> => {
      const isThere = (): boolean => feature.notes.includes(text);
      const deadline = performance.now() + 45_000;
      while (!isThere() && performance.now() < deadline) await new Promise((next) => setTimeout(next, 50));
      expect(feature.notes).toContain(text);
    };

    it('is still paused', async () => {
      expect(await app.get(QueueOperations).stats()).toMatchObject({ paused: true });
      expect(feature.notes).toEqual([]);
      expect(await statusOf(facts.mails.queued.id)).toBe('queued');
    });

    it('recognizes a message that was published with an idempotency key', async () => {
      const { idempotencyKey, id } = facts.notes.known;
      const publish = (): Promise<string> =>
        app.get(QueueService).publish(NOTE, { text: 'known' }, { idempotencyKey });
      expect(await asUser(publish)).toBe(id);
    });

    it('lists the dead letters', async () => {
      expect(await dead()).toEqual(expect.arrayContaining(Object.values(facts.notes.dead)));
    });

    it('delivers waiting messages and those that were being handled', async () => {
      await app.get(QueueOperations).resume();
      for (const text of [...facts.notes.queued, facts.notes.held]) await received(text);
    }, 60_000);

    it('sends the waiting mail', async () => {
      const query = { recipient: facts.queuedMailTo };
      expect((await app.platform.http.get('/__sandbox/mails', { query })).json()).toHaveLength(1);
      await eventually(async () => (await statusOf(facts.mails.queued.id)) === 'sent' || undefined);
    });

    it('processes waiting events, actions and fired triggers', async () => {
      const { callbackUrl, trigger, pulseId } = facts;
      await eventually(() => (feature.events.length > 0 && callbacks.mock.calls.length >= 3) || undefined);
      expect(feature.events).toEqual([expect.objectContaining({ pulseId })]);
      const sent = (itemId: number): unknown[] => [
        trigger.webhookUrl,
        { trigger: { outputFields: { itemId } } },
      ];
      expect(callbacks.mock.calls).toEqual(expect.arrayContaining([sent(1), sent(2)]));
      expect(callbacks.mock.calls.map(([url]) => url)).toContain(callbackUrl);
    });

    it('replays the dead letters', async () => {
      for (const [text, id] of Object.entries(facts.notes.dead)) {
        await app.get(QueueOperations).replay(id);
        await received(text);
        expect(await dead()).not.toContain(id);
      }
    });

    it('keeps a delayed message that is not due', async () => {
      const waiting = await app.get(QueueOperations).peek();
      // Postgres has its own time, and in it the message may be due by now.
      expect(waiting.length > 0 || feature.notes.includes(facts.notes.delayed)).toBe(true);
    });
  });

  it('unsubscribes from a trigger', async () => {
    const payload = { webhookId: facts.trigger.subscriptionId };
    const call = app.monday.block('/monday/triggers/fixture/unsubscribe', facts.user, {}, { payload });
    await ok(app.http().send(call));
    expect(await asUser(() => app.get(MondayTriggers).fire('fixture', {}))).toBe(0);
  });

  it('lets an account install the app again', async () => {
    const user = (await app.users()).find(({ account }) => account.id === facts.uninstalledAccountId);
    const login = await app.login(user?.id);
    await ok(login.http.get('/auth/me'));
  });

  it('keeps a session and its connection for weeks', async () => {
    jest.setSystemTime(facts.madeAt + 20 * DAY_MS);
    const browser = withSession();
    expect((await ok(browser.get('/auth/me'))).json()).toMatchObject({ connection: { state: 'connected' } });
    expect((await ok(browser.get('/monday/me'))).json()).toMatchObject({ id: facts.user.id });
  });
}

describe.each(Fixture.all('sqlite'))('$name', (fixture) => upgrades(fixture, () => undefined));

describeService('with Postgres', postgresAddress(), () => {
  describe.each(Fixture.all('postgres'))('$name', (fixture) => upgrades(fixture, PostgresSchema.ofTests()));
});
