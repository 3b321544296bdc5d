import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Persistence } from '../../../src/persistence/index.js';
import { sendRaw, type RawReply, Clock, FakeClock, TestApp } from '../../../src/testing/index.js';
import { HOSTILE_INPUTS, type HostileInput } from './hostile-inputs.js';
import { anyCharacter } from '../support/any-character.js';
import { FixtureFeature } from '../support/fixture-app/fixture.feature.js';

const JSON_TYPE = 'Content-Type: application/json';
const DEADLINE_MS = 5_000;
/** What a stack or a path of the machine looks like. */
const INSIDE = /\bat \S+ \(|node_modules|\.[jt]s:\d+|\/src\/|SQLITE|PersistenceInputError|ECONNREFUSED/;
const PROVEN_PATHS = [
  '/fixture/mail',
  '/monday/actions/fixture-board',
  '/fixture/board',
  '/monday/triggers/x/subscribe',
  '/monday/triggers/x/unsubscribe',
  '/monday/fields/x',
  '/monday/webhooks',
  '/monday/lifecycle',
  '/monday/feature-lifecycle',
  '/mndy-queue',
];
/** Every run is the same; another seed and more runs find more. */
const FUZZ = { seed: Number(process.env.FUZZ_SEED ?? 3), numRuns: Number(process.env.FUZZ_RUNS ?? 150) };

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({
    imports: [FixtureFeature],
    variables: { THROTTLE_AUTH_PER_MINUTE: '1000000' },
    // Time stands still: no scheduled work writes a record of its run among what is compared.
    overrides: [{ token: Clock, value: new FakeClock(Date.now()) }],
  });
});
afterAll(() => app.close());

/** Everything that the app keeps, as one text. */
async function stateOf(): Promise<string> {
  const hash = createHash('sha256');
  const entries = await app.get(Persistence).scan({ prefix: '', limit: 10_000 });
  for (const { key, value, version } of entries) hash.update(`${key}\n${value}\n${version}\n`);
  return hash.digest('hex');
}

function send({ method, target, headers, body }: Omit<HostileInput, 'name' | 'status'>): Promise<RawReply> {
  const hasHost = headers.some((line) => /^host:/i.test(line));
  const head = [
    `${method} ${target} HTTP/1.1`,
    ...(hasHost ? [] : [`Host: ${new URL(app.url).host}`]),
    'Connection: close',
    ...headers,
    ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return withinDeadline(sendRaw(app.url, Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body ?? ''));
}

async function withinDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no reply within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A refusal has the body of the contract, or is a page; nothing tells of our inside. */
function expectContract({ status, head, body }: RawReply): void {
  expect(`${head}\n${body}`).not.toMatch(INSIDE);
  expect(head).toMatch(/^x-content-type-options: nosniff$/im);
  if (status < 400) return;
  const requestId = /^x-request-id: ([\w.-]{1,128})$/im.exec(head)?.[1];
  expect(requestId).toBeDefined();
  if (/^content-type: text\/html/im.test(head)) {
    expect(body).toContain(requestId);
    expect(body).not.toContain('<script');
    return;
  }
  const { details, ...fixed } = JSON.parse(body) as Record<string, unknown>;
  expect(['undefined', 'object']).toContain(typeof details);
  expect(fixed).toMatchObject({
    error: expect.stringMatching(/^(HTTPException|BaseError)$/) as string,
    code: expect.stringMatching(/^[a-z_]+\.[a-z_]+$/) as string,
    message: expect.any(String) as string,
    statusCode: status,
    requestId,
  });
}

describe('hostile inputs', () => {
  let before: string;
  beforeAll(async () => {
    before = await stateOf();
  });
  afterAll(async () => expect(await stateOf()).toBe(before));

  it('are at least 200 in number', () => {
    expect(HOSTILE_INPUTS.length).toBeGreaterThanOrEqual(200);
    expect(new Set(HOSTILE_INPUTS.map(({ name }) => name)).size).toBe(HOSTILE_INPUTS.length);
  });

  it.each(HOSTILE_INPUTS.map((hostile) => [hostile.status, hostile.name, hostile] as const))(
    'gets %i: %s',
    async (status, _name, hostile) => {
      const reply = await send(hostile);
      expectContract(reply);
      expect(reply.status).toBe(status);
    },
  );
});

describe('random requests', () => {
  const ROUTES = [
    '/auth',
    '/auth/login',
    '/auth/callback',
    '/auth/refresh',
    '/auth/me',
    '/health',
    '/docs/x',
  ];
  const OWN = [
    '/storage',
    '/storage/a',
    '/storage/batch',
    '/storage/counter/increment',
    '/mail/messages/a',
    '/monday/boards',
  ];
  const HEADER_NAMES = [
    'Authorization',
    'Cookie',
    'Origin',
    'X-CSRF-Token',
    'X-Request-Id',
    'Accept',
    'Content-Type',
    'Content-Encoding',
    'If-Match',
    'If-None-Match',
    'X-Forwarded-For',
    'X-Forwarded-Proto',
    'X-Forwarded-Host',
    'Access-Control-Request-Method',
  ];
  const latin = fc
    .array(fc.integer({ min: 0x20, max: 0xff }), { maxLength: 60 })
    .map((codes) => String.fromCharCode(...codes.filter((code) => code !== 0x7f)));
  const segment = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 12 }).map(encode),
    fc.constantFrom('%', '%00', '%2f', '..', '__proto__', 'constructor', '*', '~', '%zz', '%ff', 'items'),
  );
  const pair = fc
    .tuple(fc.constantFrom('return_to', 'state', 'code', 'token', 'error', 'secret', 'term', 'x'), latin)
    .map(([name, value]) => `${name}=${encode(value)}`);
  const target = fc
    .tuple(
      fc.constantFrom(...ROUTES, ...OWN, ...PROVEN_PATHS),
      fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(segment, { maxLength: 2 })),
      fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(pair, { maxLength: 3 })),
    )
    .map(([route, segments, pairs]) => {
      const query = pairs.length > 0 ? `?${pairs.join('&')}` : '';
      return `${[route, ...segments].join('/')}${query}`;
    });
  const header = fc
    .tuple(
      fc.constantFrom(...HEADER_NAMES),
      fc.oneof(latin, fc.constantFrom('Bearer a.b.c', 'application/json', '*')),
    )
    .map(([name, value]) => `${name}: ${value}`);
  const field = fc.constantFrom(
    'value',
    'version',
    'ttl',
    'shared',
    'refresh_token',
    'operations',
    'period',
    'incrementBy',
    'type',
  );
  const body = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.dictionary(field, fc.jsonValue({ maxDepth: 2 })).map((made) => JSON.stringify(made)),
    },
    fc.json(),
    fc.string(),
    fc.constantFrom('{"challenge":5}', '{"event":{}}', '[]', '{"payload":{}}'),
  );
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
    target,
    headers: fc
      .array(header, { maxLength: 4 })
      .map((made) => (made.some((line) => line.startsWith('Content-Type')) ? made : [JSON_TYPE, ...made])),
    body: fc.option(body, { nil: undefined }),
  });

  it('never cause a 500, and change nothing', async () => {
    const before = await stateOf();
    await fc.assert(
      fc.asyncProperty(request, async (made) => {
        const reply = await send(made);
        expect(reply.status).toBeLessThan(500);
        expectContract(reply);
      }),
      FUZZ,
    );
    expect(await stateOf()).toBe(before);
  });

  it('never cause a 500 if they come from a user or from monday', async () => {
    const { accessToken, user } = await app.login();
    const anything = fc.jsonValue({ maxDepth: 3 });
    const named = (...names: string[]) => fc.dictionary(fc.constantFrom(...names), anything);
    const blockBody = fc
      .record(
        {
          payload: fc.oneof(
            anything,
            fc.record({
              inputFields: named('to', 'subject', 'text', 'html', 'boardId', 'itemId', 'columnId', 'value'),
              inboundFieldValues: anything,
              subscriptionId: anything,
              webhookUrl: anything,
            }),
          ),
          runtimeMetadata: fc.oneof(anything, named('actionUuid', 'triggerUuid')),
          event: fc.oneof(anything, fc.record({ type: anything, triggerUuid: anything })),
          type: fc.oneof(fc.string(), anything),
          data: fc.oneof(named('account_id', 'timestamp'), anything),
          content: anything,
        },
        { requiredKeys: [] },
      )
      .map((made) => JSON.stringify(made));
    const block = fc
      .record({ path: fc.constantFrom(...PROVEN_PATHS), body: blockBody })
      .map(({ path, body: sent }) => ({ ...app.monday.block(path, user), json: undefined, body: sent }));
    const own = fc
      .record({ method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'), path: target, body })
      .filter(({ path }) => !path.startsWith('/auth'))
      .map((made) => ({ ...made, headers: { authorization: `Bearer ${accessToken}` } }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(block, own), async (made) => {
        const headers = Object.entries(made.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
        const reply = await send({
          method: made.method,
          target: made.path,
          headers: [...headers.filter((line) => !/^content-type/i.test(line)), JSON_TYPE],
          ...(made.method !== 'GET' && { body: made.body }),
        });
        expect(reply.status).toBeLessThan(500);
        expectContract(reply);
      }),
      FUZZ,
    );
  });

  function encode(value: string): string {
    return encodeURIComponent(value.toWellFormed());
  }
});
