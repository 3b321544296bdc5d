import { request as httpRequest } from 'node:http';
import { SeededRandom } from '../../src/graphql/seed/seeded-random.js';
import { TestPlatform } from '../../../../src/testing/index.js';
import { ADMIN } from '../../../../test/framework/support/oauth-client.js';
import { fillOperation } from '../operations/fill-operation.js';
import { STORIES } from '../operations/stories.js';
import { hostileValue, TEXTS } from './values.js';

/** Set FUZZ_SEED to search elsewhere, and FUZZ_ROUNDS to search longer. A failure shows its request. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_128);
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 1);
const REQUESTS = 300;

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

const BOUNDARY = 'b';
const JSON_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/x-www-form-urlencoded',
];
const VERSIONS = ['2026-10', '2026-07', 'dev', 'current', '1999-01', 'x', '2026-10, 2026-07', '__proto__'];
const QUERIES = STORIES.flatMap(({ operations }) =>
  operations.map((operation) => fillOperation(operation, new Map(), () => '1').query),
);
/** Queries that change nothing, so that the state can be compared. */
const READS = QUERIES.filter((query) => !query.trimStart().startsWith('mutation'));

/** A request of which at least one part is wrong. */
function wrongRequest(random: SeededRandom): Sent {
  const headers: Record<string, string> = { 'content-type': random.pick(JSON_TYPES) };
  if (random.below(3) === 0) headers['api-version'] = random.pick(VERSIONS);
  if (random.below(5) === 0) headers['idempotency-key'] = 'k'.repeat(random.pick([1, 200, 5_000]));
  const path = random.pick(['/v2', '/v2/', '/v2/file', '/v2?x=1']);
  if (random.below(4) === 0) {
    headers['content-type'] = `multipart/form-data; boundary=${BOUNDARY}`;
    return { path, headers, body: multipart(random) };
  }
  return { path, headers, body: random.pick(BODIES)(random) };
}

const BODIES: readonly ((random: SeededRandom) => string)[] = [
  (random) => JSON.stringify(hostileValue(random)) ?? '',
  (random) => JSON.stringify([{ query: random.pick(READS) }]),
  (random) => JSON.stringify({ query: hostileValue(random), variables: hostileValue(random) }),
  (random) =>
    JSON.stringify({
      query: random.pick(READS),
      variables: hostileValue(random),
      operationName: hostileValue(random),
    }),
  (random) => JSON.stringify({ query: cut(random.pick(QUERIES), random) }),
  (random) => cut(JSON.stringify({ query: random.pick(QUERIES) }), random),
  (random) => JSON.stringify({ query: spoiled(random.pick(READS), random) }),
  (random) => `{"query":"${random.pick(TEXTS)}`,
  () => `${'['.repeat(20_000)}`,
  () => JSON.stringify({ query: `{ boards { ${'...F '.repeat(3_000)} } } fragment F on Board { id }` }),
  () => JSON.stringify({ query: `{ ${'a'.repeat(50_000)} }` }),
  () => '',
];

/** Without its end, which changes nothing either: what is left of an operation is not one. */
function cut(text: string, random: SeededRandom): string {
  return text.slice(0, random.below(text.length - 1));
}

/** With one character more. */
function spoiled(text: string, random: SeededRandom): string {
  const place = random.below(text.length);
  return `${text.slice(0, place)}${random.pick(['{', '}', '"', '$', '(', '\u0000', '😀', '@x', '...'])}${text.slice(place)}`;
}

function multipart(random: SeededRandom): string {
  const names = ['query', 'variables', 'map', 'operations', '0', 'variables[file]', '__proto__', ''];
  const parts = Array.from({ length: random.below(5) }, () => {
    const file = random.below(2) === 0 ? '; filename="a\u0000.txt"' : '';
    const value = random.pick([
      ...TEXTS.slice(0, 12),
      '{"0":["variables.__proto__.x"]}',
      '{"file":null}',
      random.pick(READS),
    ]);
    return `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${random.pick(names)}"${file}\r\n\r\n${value}\r\n`;
  });
  return `${parts.join('')}${random.below(3) === 0 ? '' : `--${BOUNDARY}--\r\n`}`;
}

describe('the API over HTTP with random requests', () => {
  let platform: TestPlatform;
  let authorization: string;
  beforeAll(async () => {
    platform = await TestPlatform.start({ sidecarPort: undefined });
    await platform.http.put('/__sandbox/limits', { enabled: false });
    authorization = await platform.accessToken(ADMIN);
  });
  afterAll(() => platform.close());

  function send({ path, headers, body }: Sent): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const url = new URL(path, platform.url);
      const request = httpRequest(url, {
        method: 'POST',
        agent: false,
        headers: { authorization, ...headers },
      });
      request.once('error', reject);
      request.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      request.end(body);
    });
  }

  async function state(): Promise<string> {
    const reply = await fetch(`${platform.url}/__sandbox/state`);
    expect(reply.status).toBe(200);
    return reply.text();
  }

  it('answers each in the form of the API, with what is wrong, and changes nothing', async () => {
    const before = await state();
    const wrong: unknown[] = [];
    for (let count = 0; count < REQUESTS * ROUNDS; count += 1) {
      const sent = wrongRequest(new SeededRandom(SEED + count));
      const reply = await send(sent);
      if (!isExpected(reply)) wrong.push({ count, ...sent, body: sent.body.slice(0, 300), reply });
    }
    expect(wrong).toEqual([]);
    expect((await state()) === before).toBe(true);
  }, 300_000);
});

/** Data or errors with codes, no failure of the platform, and no place in its code. */
function isExpected({ status, text }: Reply): boolean {
  if (status >= 500 || /\n\s+at |node_modules|\.ts:\d|INTERNAL_SERVER_ERROR/.test(text)) return false;
  const { data, errors } = parsed(text) as { data?: unknown; errors?: { extensions?: { code?: unknown } }[] };
  if (errors === undefined) return status === 200 && typeof data === 'object';
  return errors.every(({ extensions }) => typeof extensions?.code === 'string');
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
