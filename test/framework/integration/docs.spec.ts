import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HttpAdapterHost } from '@nestjs/core';
import { type ExpressAdapter } from '@nestjs/platform-express';
import { type Express } from 'express';
import { AppModule } from '../../../src/app/app.module.js';
import { codeOf } from '../../../src/errors/index.js';
import { findFeatures } from '../../../src/feature/index.js';
import { TestApp } from '../../../src/testing/index.js';
import { CODE_CAUSES } from '../../../tools/openapi/tables/code-causes.js';
import { CODE_MEANINGS } from '../../../tools/openapi/tables/code-meanings.js';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters: readonly {
    readonly name?: string;
    readonly description?: string;
    readonly $ref?: string;
  }[];
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly $ref?: string }>>;
}

/** As far as a component is one of a failure. */
interface ErrorSchema {
  readonly properties?: {
    readonly code?: { readonly const?: string };
    readonly statusCode?: { readonly enum?: readonly number[] };
  };
}

interface Document {
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, ErrorSchema>>;
  };
}

const ROOT = join(__dirname, '../../..');
const FILE = join(ROOT, 'docs/openapi.json');
/** Files of pages, which are no API. */
const ASSETS = ['GET /docs/start.js', 'GET /docs/scheme.js', 'GET /docs/{asset}', 'GET /view{/*path}'];

/** Codes that come out of no route: of services, of the queue's handlers, or found at start. */
const INTERNAL = [
  // Of a route of your own behind `@Roles`.
  'auth.role_not_allowed',
  'blocks.failed',
  // Of a route of your own that uses a collection.
  'collections.document_too_large',
  'collections.index_incomplete',
  'collections.invalid_input',
  'collections.version_conflict',
  'cron.timeout',
  'mail.not_replayable',
  'monday.app_id_missing',
  'monday.operations_invalid',
  // Of a route of your own that uses files.
  'object-storage.invalid_input',
  'object-storage.not_found',
  'object-storage.timeout',
  'object-storage.too_large',
  'object-storage.unavailable',
  'object-storage.unsupported',
  'persistence.credentials_refused',
  'persistence.input_invalid',
  'persistence.not_a_number',
  // Of an account, which storage answers with a code of its own; and of the Document DB.
  'persistence.quota_exceeded',
  'persistence.read_only',
  'persistence.unsupported',
  'queue.argument_invalid',
  'queue.dead_letter_not_found',
  'queue.handler_timeout',
  'queue.lease_lost',
  'queue.postponed',
  'queue.stopping',
  'queue.unsupported',
  'secrets.variable_missing',
  'secure-storage.invalid_input',
  'secure-storage.unsupported',
  'secure-storage.value_too_large',
  'secure-storage.version_conflict',
  'secure-storage.write_not_allowed',
  // Over HTTP they are `validation.failed` and `http.payload_too_large`.
  'storage.invalid_input',
  'storage.value_too_large',
];
/** What the codes that are put together come to; a mail's failure is no reply. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  'monday.${kind}_not_found': [
    'monday.action_not_found',
    'monday.trigger_not_found',
    'monday.field_not_found',
  ],
  'graphql.${kind.reason}': [],
  'mail.delivery_failed_${reason.toLowerCase()}': [],
};
/** Codes of errors that end the start. */
const OF_THE_START = ['persistence.pooler_unsupported'];
/** Codes whose message says what the client has to correct, and the one of bugs, which has a section of its own. */
const NO_CAUSE = [
  'http.bad_request',
  'http.expectation_failed',
  'http.not_found',
  'http.request_header_fields_too_large',
  'http.request_timeout',
  'http.unsupported_media_type',
  'internal',
];
const NO_APP = /^src\/(cli|launcher)\//;

const run = promisify(execFile);

describe('docs', () => {
  let app: TestApp;
  let document: Document;

  beforeAll(async () => {
    app = await TestApp.start({ imports: [AppModule] });
    document = (await app.http().get('/docs/openapi.json')).json<Document>();
  });
  afterAll(() => app.close());

  const operations = (): Operation[] => Object.values(document.paths).flatMap((path) => Object.values(path));

  const statusesByCode = (): ReadonlyMap<string, readonly number[]> =>
    new Map(
      Object.values(document.components.schemas).flatMap(({ properties: { code, statusCode } = {} }) =>
        code?.const === undefined ? [] : [[code.const, statusCode?.enum ?? []] as const],
      ),
    );

  it('equal docs/openapi.json', () => {
    expect(document).toEqual(JSON.parse(readFileSync(FILE, 'utf8')));
  });

  it('are valid OpenAPI, with examples that match their schemas', async () => {
    const { stdout } = await run(process.execPath, [
      join(ROOT, 'test/framework/contract/check-document.mjs'),
      FILE,
    ]);
    expect(JSON.parse(stdout)).toEqual([]);
  });

  it('contain every route of the app', () => {
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routesOf(app).sort()).toEqual([...documented, ...ASSETS].sort());
  });

  it('describe every element', () => {
    const parts = operations().flatMap(({ operationId, summary, parameters, responses }) => [
      { of: operationId, says: summary },
      ...parameters.map((part) => ({
        of: `${operationId} ${part.name}`,
        says: part.$ref ?? part.description,
      })),
      ...Object.entries(responses).map(([status, part]) => ({
        of: `${operationId} ${status}`,
        says: part.$ref ?? part.description,
      })),
    ]);
    expect(parts.filter(({ says }) => !says)).toEqual([]);
    expect(document.tags.filter(({ description }) => !description)).toEqual([]);
  });

  it('name every operation uniquely', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('list the fields of a body, and forbid others', () => {
    expect(document.components.schemas).toMatchObject({
      StorageWrite: {
        required: ['value'],
        additionalProperties: false,
        properties: {
          value: {},
          version: { type: 'string', maxLength: 256 },
          shared: { type: 'boolean' },
          ttl: { type: 'integer', minimum: 1, maximum: 2_592_000 },
        },
      },
      RefreshRequest: { required: ['refresh_token'], additionalProperties: false },
      IncrementRequest: {
        additionalProperties: false,
        properties: { period: { enum: ['DAILY', 'MONTHLY', 'YEARLY'] } },
      },
    });
  });

  it('contain every error code of each route', () => {
    const codes = codesInSource();
    const missing = codes.filter((code) => !statusesByCode().has(code));
    expect(missing.sort()).toEqual(INTERNAL);
  });

  it('agree with the tables of docs/rest-clients.md', () => {
    const text = readFileSync(join(ROOT, 'docs/rest-clients.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `([\w.-]+)` \| ([\d, ]+) \| \S.* \| \S.* \|$/gm)];
    const told = rows.map(
      ([, code = '', statuses = '']) => [code, statuses.split(', ').map(Number)] as const,
    );
    expect(new Map(told)).toEqual(statusesByCode());
    expect(told).toHaveLength(statusesByCode().size);
  });

  it('are all that tools/openapi/tables/code-meanings.ts has texts for', () => {
    const texts = Object.values(CODE_MEANINGS).flatMap((meanings) => meanings.map(([code]) => code));
    expect(texts.filter((code) => !statusesByCode().has(code))).toEqual([]);
  });

  it('explain in docs/troubleshooting.md only codes that exist, and each that an operator may meet', () => {
    const known = new Set([...codesInSource(), ...statusesByCode().keys(), ...OF_THE_START]);
    const rows = Object.values(CODE_CAUSES).flatMap((causes) =>
      causes.filter(({ when }) => when !== '(log)'),
    );
    const explained = rows.flatMap(({ codes }) => codes);
    expect(explained.filter((code) => !known.has(code))).toEqual(['mail.delivery_failed_…']);
    const own = findFeatures([AppModule]).errors.map(codeOf);
    const silent = [...known].filter((code) => !explained.includes(code) && !own.includes(code));
    expect(silent.sort()).toEqual(NO_CAUSE);
  });

  it('generate a typed client, which refuses what the app refuses', async () => {
    const { accessToken, refreshToken } = await app.login();
    const script = join(ROOT, 'test/framework/contract/typed-client.mjs');
    const { stdout } = await run(process.execPath, [script, app.url, accessToken, refreshToken]);
    expect(JSON.parse(stdout)).toEqual({
      problems: [],
      said: {
        counted: [1, 2],
        version: true,
        missing: 'storage.key_not_found',
        conflict: true,
        refused: ['period'],
        boards: true,
        renewed: true,
        repeated: true,
        reused: 'auth.refresh_reused',
      },
    });
  }, 120_000);

  it.each([
    ['/storage/{key}', 'get', [{ bearer: [] }, { session: [] }, { view: [] }]],
    ['/storage/{key}', 'put', [{ bearer: [] }, { session: [], csrf: [] }, { view: [] }]],
    ['/storage/counter/increment', 'put', [{ bearer: [] }, { session: [], csrf: [] }]],
    ['/monday/actions/{name}', 'post', [{ mondayRequest: [] }]],
    ['/monday/lifecycle', 'post', [{ mondayLifecycle: [] }]],
    ['/mndy-queue', 'post', [{ queueSecret: [] }]],
    ['/health/live', 'get', []],
  ])('name the credentials of %s: %s', (path, method, security) => {
    expect(document.paths[path]?.[method]?.security).toEqual(security);
  });

  it('are a page for browsers, which may load only files of the app', async () => {
    const reply = await app.http().get('/docs', { headers: { accept: 'text/html' } });
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.headers.get('content-security-policy')).toContain("script-src 'self'");
    for (const [, path] of reply.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await app.http().get(path ?? '')).status).toBe(200);
    }
  });
});

describe('docs that are turned off', () => {
  it('have no route', async () => {
    const app = await TestApp.start({ variables: { DOCS: 'off' } });
    try {
      for (const path of [
        '/docs',
        '/docs/',
        '/docs/openapi.json',
        '/docs/start.js',
        '/docs/swagger-ui.css',
      ]) {
        const reply = await app.http().get(path);
        expect([reply.status, reply.json()['code']]).toEqual([404, 'http.not_found']);
      }
    } finally {
      await app.close();
    }
  });
});

/** What the router knows, as OpenAPI writes it. */
function routesOf(app: TestApp): string[] {
  const { httpAdapter } = app.get<HttpAdapterHost<ExpressAdapter>>(HttpAdapterHost);
  const express: Express = httpAdapter.getInstance();
  return express.router.stack.flatMap(({ route }) =>
    (route?.stack ?? []).map(
      ({ method }) => `${method.toUpperCase()} ${route?.path.replace(/:(\w+)/g, '{$1}')}`,
    ),
  );
}

/** The codes that the classes of errors give. */
function codesInSource(): string[] {
  const files = ['src', 'packages/persistence/src'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const codes = files
    .filter((file) => /\.errors?\.ts$/.test(file) && !NO_APP.test(file))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .flatMap((text) => [
      ...[...text.matchAll(/'([a-z-]+\.[a-z_]+)'/g)].map(([, code = '']) => code),
      ...[...text.matchAll(/code: `([^`]+)`/g)].flatMap(([, code = '']) => COMPOSED[code] ?? [code]),
    ]);
  return [...new Set(codes)];
}
