import { createHash } from 'node:crypto';
import { Injectable, Module } from '@nestjs/common';
import fc from 'fast-check';
import { sampleEvent } from 'monday-local-platform';
import { BOARD_EVENT_NAMES, MondayField, MondayModule, MondayTrigger } from '../../../src/monday/index.js';
import { Persistence } from '../../../src/persistence/index.js';
import { SecretService } from '../../../src/secrets/index.js';
import {
  Clock,
  FakeClock,
  signJwt,
  TestApp,
  type HttpReply,
  type Login,
  type PreparedCall,
} from '../../../src/testing/index.js';
import { FixtureFeature } from '../support/fixture-app/fixture.feature.js';
import { PlainHttp } from '../support/plain-http.js';

const RUNS = 40;

@Injectable()
class Blocks {
  @MondayTrigger('rang')
  onSubscribe(): void {}

  @MondayField('colours')
  colours(): object {
    return [];
  }
}

@Module({ imports: [MondayModule], providers: [Blocks] })
class BlocksModule {}

const ACTION = '/monday/actions/fixture-board';
const BLOCK_ROUTES = [
  ACTION,
  '/fixture/board',
  '/monday/actions/nobody',
  '/monday/triggers/rang/subscribe',
  '/monday/triggers/rang/unsubscribe',
  '/monday/triggers/nobody/subscribe',
  '/monday/fields/colours',
  '/monday/fields/nobody',
  '/fixture/mail',
];
const EVENT_ROUTES = ['/monday/webhooks', '/monday/lifecycle', '/monday/feature-lifecycle'];

/** Names that the routes look for, so that many bodies get past their first checks. */
const NAMES = fc.constantFrom(
  ...[
    'payload',
    'inputFields',
    'inboundFieldValues',
    'runtimeMetadata',
    'actionUuid',
    'callbackUrl',
    'webhookUrl',
    'recipeId',
    'integrationId',
    'automationId',
    'triggerUuid',
    'webhookId',
    'dependencyData',
    'pageRequestData',
    'credentialsValues',
  ],
  ...[
    'subscriptionId',
    'event',
    'type',
    'data',
    'account_id',
    'timestamp',
    'accountId',
    'back_to_url',
    'challenge',
  ],
  ...[
    'boardId',
    'groupId',
    'statusColumnId',
    'statusColumnValue',
    'index',
    'to',
    'subject',
    '__proto__',
    'constructor',
  ],
);
const EVENT_FIELDS = [
  'triggerUuid',
  'userId',
  'columnId',
  'columnType',
  'parentItemId',
  '__proto__',
  'extra',
];
const VALUES = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'x',
    'http://127.0.0.1/',
    'https://monday.com/',
    'x'.repeat(3_000),
    '\u0000',
    '\ud800',
  ),
  fc.constantFrom<unknown>(0, -1, 1e21, 0.1, 2 ** 53, true, null, [], {}),
  fc.jsonValue({ maxDepth: 3 }),
);
const { body: BODIES } = fc.letrec<{ body: unknown }>((tie) => ({
  body: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    VALUES,
    fc.array(fc.tuple(NAMES, tie('body')), { maxLength: 5 }).map((pairs) => objectOf(pairs)),
  ),
}));

/** Also with a `__proto__` of its own, as `JSON.parse` makes it. */
function objectOf(pairs: readonly (readonly [string, unknown])[]): unknown {
  const texts = pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${texts.join(',')}}`);
}

/** Claims of all families of tokens, in both spellings. */
const CLAIM_NAMES = [
  ...['accountId', 'account_id', 'userId', 'user_id', 'appId', 'app_id', 'clientId', 'client_id'],
  ...['is_admin', 'is_guest', 'is_view_only', 'user_kind', 'slug', 'backToUrl'],
  ...['aud', 'exp', 'iat', 'nbf', 'shortLivedToken', 'short_lived_token', 'subscription', '__proto__'],
];

/** Fields of a feature event, each of which may be in either place. */
const FEATURE_FIELDS = [
  ...['payload', 'accountId', 'account_id', 'userId', 'user_id', 'app_id', 'app_feature_id'],
  ...['back_to_url', 'timestamp', 'data', '__proto__', 'constructor'],
];

/** The ids in the bodies of blocks, with the path of each. */
const BLOCK_IDS: readonly (readonly [route: string, place: 'payload' | 'runtimeMetadata', field: string])[] =
  [
    [ACTION, 'payload', 'recipeId'],
    [ACTION, 'payload', 'integrationId'],
    [ACTION, 'runtimeMetadata', 'actionUuid'],
    [ACTION, 'runtimeMetadata', 'triggerUuid'],
    ['/monday/triggers/rang/subscribe', 'payload', 'subscriptionId'],
    ['/monday/triggers/rang/subscribe', 'payload', 'recipeId'],
    ['/monday/triggers/rang/subscribe', 'payload', 'integrationId'],
    ['/monday/triggers/rang/subscribe', 'runtimeMetadata', 'triggerUuid'],
    ['/monday/triggers/rang/unsubscribe', 'payload', 'webhookId'],
    ['/monday/fields/colours', 'payload', 'boardId'],
    ['/monday/fields/colours', 'payload', 'automationId'],
    ['/monday/fields/colours', 'payload', 'recipeId'],
    ['/monday/fields/colours', 'payload', 'integrationId'],
  ];
const WRONG_IDS = [{}, { id: 1 }, [], ['1'], true, '', 'a b', '../1', '1\u0000', 'ä', '1'.repeat(129), 1e21];

describe('random input', () => {
  let app: TestApp;
  let login: Login;
  /** For random calls, which are many. */
  let http: PlainHttp;

  beforeAll(async () => {
    // Time stands still: no scheduled work writes a record of its run among what is compared.
    const overrides = [{ token: Clock, value: new FakeClock(Date.now()) }];
    app = await TestApp.start({ imports: [BlocksModule, FixtureFeature], overrides });
    login = await app.login();
    http = new PlainHttp(app.url);
  });
  afterAll(async () => {
    http.close();
    await app.close();
  });

  const state = async (): Promise<string> => {
    const hash = createHash('sha256');
    const entries = await app.get(Persistence).scan({ prefix: '', limit: 10_000 });
    // How many calls to monday are under way is noted for a few seconds, whatever a request asks for.
    const lasting = entries.filter(({ key }) => !key.startsWith('monday/budgets/'));
    for (const { key, value } of lasting) hash.update(`${key}\n${value}\n`);
    return `${lasting.length} ${hash.digest('hex')}`;
  };
  const signed = (path: string, json: unknown): PreparedCall => {
    const monday = app.monday;
    const call =
      path === '/monday/lifecycle'
        ? monday.lifecycle('install', login.user)
        : path === '/monday/feature-lifecycle'
          ? monday.featureLifecycle('x', login.user)
          : monday.block(path, login.user);
    return { ...call, path, json };
  };
  const send = (call: PreparedCall): Promise<HttpReply> => app.http().send(call);

  /** Every answer is a success that changes nothing, or a refusal in the form of the contract. */
  const expectHarmless = (reply: HttpReply, isBlock: boolean): void => {
    if (reply.status < 300) return;
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(reply.json()).toMatchObject({
      error: expect.any(String) as unknown,
      code: expect.stringMatching(/^[a-z]+\.[a-z_]+$/) as unknown,
      statusCode: reply.status,
      requestId: expect.any(String) as unknown,
      ...(isBlock && { severityCode: 4000, runtimeErrorDescription: expect.any(String) as unknown }),
    });
  };

  it.each([...BLOCK_ROUTES, ...EVENT_ROUTES])(
    'never causes a 500 of POST %s, and changes nothing',
    async (path) => {
      const before = await state();
      await fc.assert(
        fc.asyncProperty(BODIES, async (body) => {
          expectHarmless(await http.send(signed(path, body ?? {})), BLOCK_ROUTES.includes(path));
        }),
        { numRuns: RUNS },
      );

      expect(await state()).toBe(before);
    },
  );

  it.each(BOARD_EVENT_NAMES)('never causes a 500 by hostile fields in the event %s', async (name) => {
    const before = await state();
    const fields = fc.constantFrom(...Object.keys(sampleEvent(name)), ...EVENT_FIELDS);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fields, VALUES), { minLength: 1, maxLength: 4 }), async (pairs) => {
        const call = app.monday.boardEvent(name, login.user);
        const { event } = call.json as { event: object };
        const hostile = objectOf(Object.entries({ ...event, ...Object.fromEntries(pairs) }));
        expectHarmless(await http.send({ ...call, json: { event: hostile } }), false);
      }),
      { numRuns: RUNS },
    );

    expect(await state()).toBe(before);
  });

  it.each(['boardId', 'pulseId', 'parentItemId', 'columnId', 'groupId'] as const)(
    'refuses an event whose %s has a wrong type',
    async (field) => {
      const before = await state();
      for (const value of [{}, [], true, ['x']]) {
        const reply = await send(
          app.monday.boardWebhook(login.user, { ...sampleEvent('create_subitem'), [field]: value }),
        );
        expect(reply.status).toBe(400);
        expect(reply.json()).toMatchObject({ code: 'validation.failed', details: [{ field }] });
      }
      expect(await state()).toBe(before);
    },
  );

  it.each([...BLOCK_ROUTES, ...EVENT_ROUTES])(
    'never causes a 500 of POST %s by a body that is not JSON',
    async (path) => {
      const before = await state();
      const { headers } = signed(path, {});
      const call = (body: string, type = 'application/json'): Promise<HttpReply> =>
        send({ method: 'POST', path, headers: { ...headers, 'content-type': type }, body });
      const replies = [
        await call('{'),
        await call('"text"'),
        await call('[]'),
        await call('null'),
        await call('{}', 'text/plain'),
        await call('<a/>', 'application/xml'),
        await call(`${'['.repeat(5_000)}${']'.repeat(5_000)}`),
        await call(`{"payload":{"inputFields":{"to":"${'x'.repeat(3_000_000)}"}}}`),
      ];

      for (const reply of replies) {
        expect(reply.status).toBeGreaterThanOrEqual(400);
        expectHarmless(reply, BLOCK_ROUTES.includes(path));
      }
      expect(replies.at(-1)?.status).toBe(413);
      expect(await state()).toBe(before);
    },
  );

  it.each([...BLOCK_ROUTES, ...EVENT_ROUTES])(
    'accepts nothing at POST %s without a valid token',
    async (path) => {
      const before = await state();
      const { json } =
        path === '/monday/lifecycle' ? app.monday.lifecycle('uninstall', login.user) : signed(path, {});
      const tokens = [
        '',
        'x',
        'Bearer ',
        login.accessToken,
        `${'a'.repeat(9_000)}`,
        'eyJhbGciOiJub25lIn0.e30.',
      ];
      for (const authorization of tokens) {
        const reply = await send({ method: 'POST', path, json, headers: { authorization } });

        expect(reply.status).toBe(401);
        expectHarmless(reply, BLOCK_ROUTES.includes(path));
      }
      expect(await state()).toBe(before);
    },
  );

  /** Bodies that the routes accept, and that leave no work for the queue. */
  const GOOD_BODIES: Readonly<Record<string, () => unknown>> = {
    '/monday/triggers/rang/subscribe': () => ({
      payload: { webhookUrl: 'https://api-gw.monday.com/x', subscriptionId: '1', inputFields: {} },
    }),
    '/monday/triggers/rang/unsubscribe': () => ({ payload: { webhookId: '1' } }),
    '/monday/fields/colours': () => ({ payload: {} }),
    '/monday/webhooks': () => ({ event: sampleEvent('create_item') }),
    '/monday/lifecycle': () => app.monday.lifecycle('uninstall', login.user).json,
    '/monday/feature-lifecycle': () => ({ type: 'AppFeatureObject:create', data: { payload: {} } }),
  };

  const claimsArbitrary = (): fc.Arbitrary<object> => {
    const { account, id } = login.user;
    const ids = fc.constantFrom<unknown>(Number(account.id), account.id, Number(id), id, 'our-app');
    const times = fc.constantFrom<unknown>(Math.floor(Date.now() / 1000) + 300, 0, '300', Infinity);
    const value = fc.oneof(ids, times, fc.boolean(), VALUES);
    const fields = fc.dictionary(fc.constantFrom(...CLAIM_NAMES), value, { maxKeys: 6 });
    const flat = { accountId: Number(account.id), userId: Number(id) };
    const dat = { account_id: Number(account.id), user_id: Number(id) };
    const base = fc.constantFrom<object>(flat, { dat }, { ...flat, dat }, {});
    return fc
      .tuple(
        base,
        fc.oneof(fc.constant({}), fields),
        fc.option(fc.oneof(fields, VALUES), { freq: 3, nil: undefined }),
      )
      .map(([known, claims, nested]) => ({
        ...known,
        ...claims,
        ...(nested !== undefined && { dat: nested }),
      }));
  };

  it.each([...BLOCK_ROUTES, ...EVENT_ROUTES])('never breaks POST %s by signed claims', async (path) => {
    const name = path === '/monday/lifecycle' ? 'MONDAY_OAUTH_CLIENT_SECRET' : 'MONDAY_SIGNING_SECRET';
    const secret = app.get(SecretService).require(name);
    const statuses = new Set<number>();
    let before = await state();
    const accepted = { accountId: Number(login.user.account.id), userId: Number(login.user.id) };
    await fc.assert(
      fc.asyncProperty(claimsArbitrary(), async (claims) => {
        const exp = Math.floor(Date.now() / 1000) + 300;
        const token = signJwt({ exp, ...claims }, secret);
        const json = GOOD_BODIES[path]?.() ?? {};
        const reply = await http.send({ method: 'POST', path, json, headers: { authorization: token } });
        statuses.add(reply.status);
        expectHarmless(reply, BLOCK_ROUTES.includes(path));
        const after = await state();
        if (reply.status >= 300) expect(after).toBe(before);
        before = after;
      }),
      { numRuns: 2 * RUNS, examples: [[{}], [accepted]] },
    );

    // Both refused and accepted tokens were among them.
    expect(statuses).toContain(401);
    if (path in GOOD_BODIES) expect(statuses).toContain(200);
    else expect([...statuses].some((status) => status === 400 || status === 404)).toBe(true);
  });

  it('never breaks by the fields of a feature event, wherever they are', async () => {
    const { account, id } = login.user;
    const value = fc.oneof(fc.constantFrom<unknown>(Number(account.id), account.id, Number(id), '1'), VALUES);
    const fields = fc.array(fc.tuple(fc.constantFrom(...FEATURE_FIELDS), value), { maxLength: 6 });
    const before = await state();
    await fc.assert(
      fc.asyncProperty(fields, fc.option(fields), async (top, nested) => {
        const data = nested === null ? [] : [['data', objectOf(nested)] as const];
        const call = app.monday.featureLifecycle('AppFeatureObject:create', login.user);
        const json = objectOf([['type', 'AppFeatureObject:create'], ...top, ...data]);
        const isInQuery = top.length % 2 === 0;
        const token = call.headers?.['authorization'] ?? '';
        const reply = await http.send({
          ...call,
          json,
          ...(isInQuery && { headers: {}, query: { token } }),
        });
        expectHarmless(reply, false);
      }),
      { numRuns: 3 * RUNS },
    );

    expect(await state()).toBe(before);
  });

  it.each(BLOCK_IDS)(
    'refuses, at POST %s, a wrong id in %s.%s with the fields for monday',
    async (path, place, field) => {
      const before = await state();
      for (const value of WRONG_IDS) {
        const { json, ...call } = signed(path, GOOD_BODIES[path]?.() ?? { payload: { inputFields: {} } });
        const body = json as Record<string, object>;
        const reply = await send({ ...call, json: { ...body, [place]: { ...body[place], [field]: value } } });
        expect(reply.json()).toMatchObject({
          code: 'validation.failed',
          statusCode: 400,
          severityCode: 4000,
          details: [{ field }],
        });
      }
      expect(await state()).toBe(before);
    },
  );

  it('never causes a 500 of the routes for users by their addresses', async () => {
    const before = await state();
    const text = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('0', '1', '-1', '1e3', '%00', '..'));
    const paths = fc.oneof(
      fc.constantFrom('/monday/me', '/monday/boards', '/monday/boards/7310284655/items'),
      text.map((id) => `/monday/boards/${encodeURIComponent(id)}/items`),
      text.map((name) => `/monday/${encodeURIComponent(name)}`),
    );
    const queries = fc.dictionary(fc.constantFrom('limit', 'page', 'cursor', 'other'), text, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(paths, queries, async (path, query) => {
        const reply = await login.http.get(path, { query });
        // What monday itself refuses, such as a cursor that it never gave, is a 502.
        if (reply.status !== 502) expectHarmless(reply, false);
      }),
      { numRuns: 2 * RUNS },
    );

    expect(await state()).toBe(before);
  });

  it('accepts events of an unknown account, but does not store them', async () => {
    const unknown = { ...login.user, id: '1', account: { id: '999999', slug: 'nobody', name: 'Nobody' } };
    const before = await state();
    const webhook = await send(app.monday.boardWebhook(unknown, { type: 'create_pulse' }));
    const event = await send(app.monday.lifecycle('app_subscription_renewed', unknown));
    const action = await send(app.monday.block(ACTION, unknown, { boardId: 1 }));

    expect([webhook.status, event.status, action.status]).toEqual([200, 200, 400]);
    expect(await state()).toBe(before);
  });
});
