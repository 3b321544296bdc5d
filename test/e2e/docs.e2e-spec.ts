import { TestApp } from '../../src/testing/index.js';

interface Schema {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security?: readonly unknown[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

describe('docs', () => {
  let app: TestApp;
  let text: string;
  let document: Document;

  beforeAll(async () => {
    app = await TestApp.start();
    const reply = await app.http().get('/docs/openapi.json');
    text = reply.text;
    document = reply.json<Document>();
  });
  afterAll(() => app.close());

  const operations = (): Operation[] => Object.values(document.paths).flatMap((path) => Object.values(path));

  it('say of every route what it does', () => {
    expect(operations().filter(({ summary }) => !summary)).toEqual([]);
  });

  it('name every operation once', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refer only to what they hold', () => {
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(references).not.toHaveLength(0);
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it('give the schema of a body, with and without a DTO', () => {
    const write = document.paths['/storage/{key}']?.put;
    expect(write?.requestBody?.content?.['application/json']?.schema).toMatchObject({
      required: ['value'],
      properties: { version: { type: 'string' }, shared: { type: 'boolean' }, ttl: { type: 'integer' } },
    });
    const refresh = document.paths['/auth/refresh']?.post;
    expect(refresh?.requestBody).toBeDefined();
  });

  it.each([
    ['/storage/{key}', 'get', [{ bearer: [] }, { session: [] }]],
    ['/monday/actions/{name}', 'post', [{ monday: [] }]],
    ['/mndy-queue', 'post', [{ queue: [] }]],
    ['/health/live', 'get', undefined],
  ])('say who may call %s', (path, method, security) => {
    expect(document.paths[path]?.[method]?.security).toEqual(security);
  });

  it('describe the replies as they are', async () => {
    const http = app.http((await app.login()).accessToken);
    const replies = [
      ['/storage/{key}', 'put', await http.put('/storage/a', { value: 1 })],
      ['/storage/{key}', 'get', await http.get('/storage/a')],
      ['/storage', 'get', await http.get('/storage')],
      [
        '/storage/counter/increment',
        'put',
        await http.put('/storage/counter/increment', { period: 'DAILY' }),
      ],
      [
        '/storage/batch',
        'post',
        await http.post('/storage/batch', {
          operations: [
            { op: 'put', key: 'b', value: 1 },
            { op: 'delete', key: 'b' },
          ],
        }),
      ],
      ['/auth/me', 'get', await http.get('/auth/me')],
      ['/monday/me', 'get', await http.get('/monday/me')],
      ['/monday/boards', 'get', await http.get('/monday/boards')],
      ['/monday/boards/{id}/items', 'get', await http.get('/monday/boards/7310284655/items')],
      ['/health', 'get', await http.get('/health')],
      ['/health/live', 'get', await http.get('/health/live')],
      ['/monday-app-association.json', 'get', await http.get('/monday-app-association.json')],
    ] as const;
    for (const [path, method, reply] of replies) {
      const schema =
        document.paths[path]?.[method]?.responses[reply.status]?.content?.['application/json']?.schema;
      expect({ path, method, problems: schema ? misfits(schema, reply.json()) : 'not described' }).toEqual({
        path,
        method,
        problems: [],
      });
    }
  });

  it('are a page for a browser, which may load only our own files', async () => {
    const reply = await app.http().get('/docs', { headers: { accept: 'text/html' } });
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.headers.get('content-security-policy')).toContain("script-src 'self'");
    for (const [, path] of reply.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await app.http().get(path ?? '')).status).toBe(200);
    }
  });
});

/** Where a value is not what the schema says; a field that the schema does not know is one of these. */
function misfits(schema: Schema, value: unknown, at = ''): string[] {
  if (schema.anyOf) {
    const problems = schema.anyOf.map((one) => misfits(one, value, at));
    return problems.some((list) => list.length === 0) ? [] : problems.flat();
  }
  if (schema.type === undefined) return [];
  if (schema.type === 'array') {
    return Array.isArray(value)
      ? value.flatMap((item, index) => misfits(schema.items ?? {}, item, `${at}[${index}]`))
      : [`${at} is no list`];
  }
  if (schema.type === 'integer') return Number.isInteger(value) ? [] : [`${at} is no whole number`];
  if (schema.type !== 'object') return typeof value === schema.type ? [] : [`${at} is no ${schema.type}`];
  if (typeof value !== 'object' || value === null) return [`${at} is no object`];
  const properties = schema.properties ?? {};
  return [
    ...(schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, field]) => {
      const known = properties[name];
      return known ? misfits(known, field, `${at}.${name}`) : [`${at}.${name} is not described`];
    }),
  ];
}
