import { OpenApiContract, type Exchange, type OpenApiDocument } from './openapi-contract';

const ERROR = {
  type: 'object',
  required: ['code', 'statusCode'],
  properties: { code: { type: 'string' }, statusCode: { type: 'integer' } },
};

const DOCUMENT: OpenApiDocument = {
  paths: {
    '/rows/{key}': {
      get: {
        responses: {
          200: {
            headers: { ETag: { required: true, schema: { type: 'string', pattern: '^"' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Row' } } },
          },
          204: {},
          503: { $ref: '#/components/responses/Away' },
        },
      },
    },
    '/rows/count': {
      get: { responses: { 200: { content: { 'application/json': { schema: {} } } } } },
    },
  },
  components: {
    responses: { Away: { headers: { 'Retry-After': { required: true, schema: { type: 'integer' } } } } },
    schemas: {
      Error: ERROR,
      Row: {
        type: 'object',
        required: ['key', 'owner'],
        properties: { key: { type: 'string' }, owner: { $ref: '#/components/schemas/Owner' }, value: {} },
      },
      Owner: { type: 'object', properties: { id: { type: 'string' } } },
    },
  },
};

describe('OpenApiContract', () => {
  const contract = new OpenApiContract(DOCUMENT);

  const check = (exchange: Partial<Omit<Exchange, 'body'>>, body?: unknown): string[] =>
    contract.check({
      method: 'GET',
      path: '/rows/a',
      route: '/rows/:key',
      status: 200,
      headers: { etag: '"1"', 'content-type': 'application/json; charset=utf-8' },
      ...exchange,
      body: body === undefined ? '' : JSON.stringify(body),
    });

  const row = { key: 'a', owner: { id: '1' }, value: { any: ['thing'] } };

  it('has nothing against what the document says', () => {
    expect(check({}, row)).toEqual([]);
    expect(check({ method: 'HEAD' })).toEqual([]);
    expect(check({ status: 204, headers: {} })).toEqual([]);
    expect(check({ status: 503, headers: { 'retry-after': '5' } })).toEqual([]);
  });

  it.each([
    ['a status', { status: 201 }, row, 'does not tell of'],
    ['a missing field', {}, { key: 'a' }, "required property 'owner'"],
    ['a field too many', {}, { ...row, more: 1 }, 'unevaluated properties {"unevaluatedProperty":"more"}'],
    ['a field too many, further in', {}, { ...row, owner: { id: '1', more: 1 } }, '/owner must NOT'],
    ['another type', {}, { ...row, key: 1 }, '/key must be string'],
    ['a missing header', { headers: { 'content-type': 'application/json' } }, row, 'lacks the header ETag'],
    [
      'another form of a header',
      { status: 503, headers: { 'retry-after': 'soon' } },
      undefined,
      'Retry-After',
    ],
    ['another content type', { headers: { etag: '"1"', 'content-type': 'text/html' } }, row, 'text/html'],
    ['a body where there is none', { status: 204 }, row, 'should have no body'],
  ])('finds %s', (_, exchange, body, problem) => {
    expect(check(exchange, body)).toEqual([expect.stringContaining(problem)]);
  });

  it('prefers a path that is spelled out, and finds one where the router did not get that far', () => {
    expect(
      check({ path: '/rows/count', route: undefined, headers: { 'content-type': 'application/json' } }, [1]),
    ).toEqual([]);
    expect(check({ path: '/ROWS/a/', route: undefined }, { key: 1 })).toHaveLength(1);
  });

  it('says nothing of a route that is none of the document, but demands the form of an error where there is none', () => {
    expect(check({ path: '/greet', route: '/greet' }, 'hello')).toEqual([]);
    const nowhere = { path: '/greet', route: undefined, status: 404 };
    expect(check(nowhere, { code: 'http.not_found', statusCode: 404 })).toEqual([]);
    expect(check(nowhere, { message: 'what?' })).toHaveLength(1);
  });
});
