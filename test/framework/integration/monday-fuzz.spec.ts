import { createHash } from 'node:crypto';
import { Injectable, Module } from '@nestjs/common';
import fc from 'fast-check';
import { sampleEvent } from 'monday-local-platform';
import { BOARD_EVENT_NAMES, MondayField, MondayModule, MondayTrigger } from '../../../src/monday/index.js';
import { Persistence } from '../../../src/persistence/index.js';
import {
  Clock,
  FakeClock,
  TestApp,
  type HttpReply,
  type Login,
  type PreparedCall,
} from '../../../src/testing/index.js';
import { FixtureFeature } from '../support/fixture-app/fixture.feature.js';

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

describe('random input', () => {
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    // Time stands still: no scheduled work writes a record of its run among what is compared.
    const overrides = [{ token: Clock, value: new FakeClock(Date.now()) }];
    app = await TestApp.start({ imports: [BlocksModule, FixtureFeature], overrides });
    login = await app.login();
  });
  afterAll(() => app.close());

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

  it.each([...BLOCK_ROUTES, ...EVENT_ROUTES])('never breaks POST %s, nor changes anything', async (path) => {
    const before = await state();
    await fc.assert(
      fc.asyncProperty(BODIES, async (body) => {
        expectHarmless(await send(signed(path, body ?? {})), BLOCK_ROUTES.includes(path));
      }),
      { numRuns: RUNS },
    );

    expect(await state()).toBe(before);
  });

  it.each(BOARD_EVENT_NAMES)('never breaks by hostile fields in the event %s', async (name) => {
    const before = await state();
    const fields = fc.constantFrom(...Object.keys(sampleEvent(name)), ...EVENT_FIELDS);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fields, VALUES), { minLength: 1, maxLength: 4 }), async (pairs) => {
        const call = app.monday.boardEvent(name, login.user);
        const { event } = call.json as { event: object };
        const hostile = objectOf(Object.entries({ ...event, ...Object.fromEntries(pairs) }));
        expectHarmless(await send({ ...call, json: { event: hostile } }), false);
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

  it.each([...BLOCK_ROUTES, ...EVENT_ROUTES])('never breaks POST %s by what is no JSON', async (path) => {
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
  });

  it.each([...BLOCK_ROUTES, ...EVENT_ROUTES])('takes nothing at POST %s without a proof', async (path) => {
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
  });

  it('never breaks the routes for users by their addresses', async () => {
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

  it('accepts events for an unknown account, and stores nothing of them', async () => {
    const unknown = { ...login.user, id: '1', account: { id: '999999', slug: 'nobody', name: 'Nobody' } };
    const before = await state();
    const webhook = await send(app.monday.boardWebhook(unknown, { type: 'create_pulse' }));
    const event = await send(app.monday.lifecycle('app_subscription_renewed', unknown));
    const action = await send(app.monday.block(ACTION, unknown, { boardId: 1 }));

    expect([webhook.status, event.status, action.status]).toEqual([200, 200, 400]);
    expect(await state()).toBe(before);
  });
});
