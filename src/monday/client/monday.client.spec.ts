import { OutgoingCalls } from '../../telemetry/index.js';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type AppConfig } from '../../config/index.js';
import {
  MondayAuthenticationError,
  MondayClient,
  MondayComplexityError,
  MondayDailyLimitError,
  MondayGraphQLError,
  MondayLockedError,
  MondayNotFoundError,
  MondayPermissionError,
  MondayRateLimitError,
  MondayRevisionMismatchError,
  MondayScopeMissingError,
  MondayTimeoutError,
  MondayUnavailableError,
  MondayUnexpectedAnswerError,
  MondayValidationError,
} from './index.js';

interface Seen {
  readonly headers: IncomingHttpHeaders;
  readonly body: { query: string; variables?: unknown };
}

describe('MondayClient', () => {
  let server: Server;
  let answer: (response: ServerResponse) => void;
  const seen: Seen[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Seen['body'];
        seen.push({ headers: request.headers, body });
        answer(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  beforeEach(() => {
    seen.length = 0;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function sut(overrides: Partial<AppConfig['monday']> = {}): MondayClient {
    const apiEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`;
    const monday = { apiEndpoint, apiVersion: '2026-10', timeoutMs: 5_000, ...overrides };
    return new MondayClient({ monday } as AppConfig, OutgoingCalls.unmeasured());
  }

  function answerJson(body: unknown, status = 200, headers: Record<string, string> = {}): void {
    answer = (response) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
  }

  async function failure(client = sut()): Promise<MondayGraphQLError> {
    const error: unknown = await client
      .request('the-token', 'query { me { id } }')
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof MondayGraphQLError)) throw new Error('no MondayGraphQLError', { cause: error });
    return error;
  }

  it('sends the token of the call as it is, the version and the endpoint of the configuration', async () => {
    answerJson({ data: { me: { id: '1' } } });
    const client = sut();

    await client.request('token-a', 'query { me { id } }');
    await client.request('token-b', 'query Q($x: Int) { me { id } }', { x: 1 });

    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['token-a', 'token-b']);
    expect(seen[0]?.headers['api-version']).toBe('2026-10');
    expect(seen[1]?.body.variables).toEqual({ x: 1 });
  });

  it('keeps the tokens of calls at the same time apart', async () => {
    answerJson({ data: {} });
    const client = sut();
    const tokens = Array.from({ length: 20 }, (_, index) => `token-${index}`);

    await Promise.all(tokens.map((token) => client.request(token, `query { me { id } } # ${token}`)));

    for (const { headers, body } of seen) expect(body.query).toContain(`# ${headers.authorization}`);
    expect(new Set(seen.map(({ headers }) => headers.authorization)).size).toBe(20);
  });

  it('reaches the typed operations and sends the idempotency key', async () => {
    answerJson({ data: { create_item: { id: '7', name: 'x' } } });

    const result = await sut().run({ accessToken: 't', idempotencyKey: 'key-1' }, (client) =>
      client.operations.createItemOp({ boardId: '1', groupId: 'g', itemName: 'x' }),
    );

    expect(result.create_item?.id).toBe('7');
    expect(seen[0]?.headers['idempotency-key']).toBe('key-1');
  });

  it('reads the identity from kind in current versions', async () => {
    const account = { id: '10', slug: 'acme', name: 'Acme' };
    answerJson({ data: { me: { id: '5', name: 'Ada', email: 'a@b.c', kind: 'admin', account } } });

    const identity = await sut().me('t');

    expect(identity).toEqual({
      id: '5',
      name: 'Ada',
      email: 'a@b.c',
      isAdmin: true,
      isGuest: false,
      isViewOnly: false,
      account,
    });
    expect(seen[0]?.body.query).not.toContain('is_admin');
  });

  it('reads the identity from the flags in older versions, also with ids as numbers', async () => {
    const me = {
      id: 5,
      name: 'Ada',
      email: 'a',
      is_view_only: true,
      account: { id: 10, slug: 's', name: 'n' },
    };
    answerJson({ data: { me } });

    const identity = await sut({ apiVersion: '2026-01' }).me('t');

    expect(identity).toMatchObject({ id: '5', isAdmin: false, isViewOnly: true, account: { id: '10' } });
    expect(seen[0]?.body.query).not.toContain('kind');
  });

  it.each([
    ['2026-10', null],
    ['2026-10', { id: '5', status: 'INACTIVE', account: { id: '10' } }],
    ['2026-01', { id: '5', enabled: false, account: { id: '10' } }],
  ])('refuses, in version %s, a token that speaks for nobody who is active: %j', async (apiVersion, me) => {
    answerJson({ data: { me } });

    await expect(sut({ apiVersion }).me('t')).rejects.toBeInstanceOf(MondayAuthenticationError);
  });

  it('does not accept an identity without an account', async () => {
    answerJson({ data: { me: { id: '5' } } });

    await expect(sut().me('t')).rejects.toBeInstanceOf(MondayUnexpectedAnswerError);
  });

  it.each([
    ['401', 401, { errors: ['Not Authenticated'] }, MondayAuthenticationError],
    ['403 without JSON', 403, '<html>', MondayPermissionError],
    ['500', 500, { error_message: 'Internal server error', status_code: 500 }, MondayUnavailableError],
    ['502 without JSON', 502, 'Bad gateway', MondayUnavailableError],
    ['200 with an internal error', 200, coded('INTERNAL_SERVER_ERROR'), MondayUnavailableError],
    [
      '200 with an unknown field',
      200,
      { errors: [{ message: "Field 'x' doesn't exist" }] },
      MondayValidationError,
    ],
    ['200 with a code', 200, coded('ResourceNotFoundException'), MondayNotFoundError],
    ['200, permission', 200, coded('missingRequiredPermissions'), MondayPermissionError],
    ['200, a missing scope', 200, coded('UNAUTHORIZED_FIELD_OR_TYPE'), MondayScopeMissingError],
    [
      '200, a missing scope without a code',
      200,
      { errors: [{ message: 'Unauthorized field or type' }] },
      MondayScopeMissingError,
    ],
    ['403, an unauthorized user', 403, coded('USER_UNAUTHORIZED'), MondayPermissionError],
    ['a token of the legacy flow', 401, coded('OAUTH21_TOKEN_REQUIRED'), MondayAuthenticationError],
    ['the same with 200', 200, coded('OAUTH21_TOKEN_REQUIRED'), MondayAuthenticationError],
    ['409, an old revision', 409, coded('REVISION_MISMATCH'), MondayRevisionMismatchError],
    ['200, a wrong webhook config', 200, coded('InvalidWebhookConfigException'), MondayValidationError],
    ['422, data that a board refuses', 422, coded('DATA_VALIDATIONS_ERROR'), MondayValidationError],
    ['200, daily limit', 200, coded('DAILY_LIMIT_EXCEEDED'), MondayDailyLimitError],
    ['429, daily limit', 429, coded('DAILY_LIMIT_EXCEEDED'), MondayDailyLimitError],
    ['429, complexity', 429, coded('COMPLEXITY_BUDGET_EXHAUSTED'), MondayComplexityError],
    ['429, concurrency', 429, coded('maxConcurrencyExceeded'), MondayRateLimitError],
    ['429, spelled with spaces', 429, coded('Rate Limit Exceeded'), MondayRateLimitError],
    ['a redirect', 302, {}, MondayUnexpectedAnswerError],
    ['200 that is no JSON', 200, 'not json', MondayUnexpectedAnswerError],
    ['200 with null', 200, 'null', MondayUnexpectedAnswerError],
    ['200 with a list', 200, '[]', MondayUnexpectedAnswerError],
    ['200 with a text', 200, '"data"', MondayUnexpectedAnswerError],
    ['200 with nothing', 200, '', MondayUnexpectedAnswerError],
    ['200 without data', 200, {}, MondayUnexpectedAnswerError],
    ['200 with data that is null', 200, { data: null }, MondayUnexpectedAnswerError],
    ['200 with data that is a text', 200, { data: 'x' }, MondayUnexpectedAnswerError],
    ['200 with data that is a list', 200, { data: [] }, MondayUnexpectedAnswerError],
    ['200 with errors that are a text', 200, { data: {}, errors: 'x' }, MondayUnexpectedAnswerError],
    ['200 with errors that are an object', 200, { data: {}, errors: {} }, MondayUnexpectedAnswerError],
    ['200 with an error that is null', 200, { errors: [null] }, MondayUnexpectedAnswerError],
    ['200 with errors in lists', 200, { errors: [[[]], 7, true] }, MondayUnexpectedAnswerError],
    ['200 with extensions in a list', 200, { errors: [{ extensions: [1] }] }, MondayUnexpectedAnswerError],
    ['a code that every object inherits', 429, coded('constructor'), MondayRateLimitError],
    ['429 with the status 200 inside', 429, { errors: [status(200)] }, MondayRateLimitError],
    ['a status as text', 200, { errors: [status('423')] }, MondayLockedError],
    [
      '200 nested too deeply',
      200,
      `{"errors":[{"extensions":${nested(20_000)}}]}`,
      MondayUnexpectedAnswerError,
    ],
    [
      'a missing scope with data nested too deeply',
      403,
      `{"errors":[{"extensions":{"code":"UNAUTHORIZED_FIELD_OR_TYPE","error_data":${nested(20_000)}}}]}`,
      MondayScopeMissingError,
    ],
    [
      'the older shape',
      200,
      { error_code: 'ComplexityException', error_message: 'reset in 3 seconds', status_code: 429 },
      MondayComplexityError,
    ],
    [
      'the older shape with data',
      200,
      { data: { me: null }, error_code: 'UserUnauthorizedException', error_message: 'no', status_code: 403 },
      MondayPermissionError,
    ],
  ])('types %s', async (_name, status, body, type) => {
    answerJson(body, status);

    expect(await failure()).toBeInstanceOf(type);
  });

  it('handles a permanent error first if there are several', async () => {
    answerJson({
      errors: [...coded('RATE_LIMIT_EXCEEDED').errors, ...coded('missingRequiredPermissions').errors],
    });

    const error = await failure();

    expect(error).toBeInstanceOf(MondayPermissionError);
    expect(error.retryable).toBe(false);
    expect(error.upstreamCodes).toEqual(['RATE_LIMIT_EXCEEDED', 'missingRequiredPermissions']);
  });

  it.each([
    ['query cost 200 budget remaining 100 out of 5000000 reset in 4 seconds', true],
    ['query cost 6300111 budget remaining 5000000 out of 5000000 reset in 60 seconds', false],
  ])('knows whether waiting helps: %s', async (text, retryable) => {
    const extensions = { code: 'COMPLEXITY_BUDGET_EXHAUSTED' };
    answerJson({ errors: [{ message: `Complexity budget exhausted, ${text}`, extensions }] }, 429);

    expect(await failure()).toMatchObject({ reason: 'complexity', retryable });
  });

  it.each([
    { message: 'Too complex.', extensions: { code: 'REQUEST_MAX_COMPLEXITY_EXCEEDED' } },
    { message: 'Query has complexity of 12000000, which exceeds max complexity of 5000000' },
    {
      message: 'Query has complexity of 12000000, which exceeds max complexity of 5000000',
      extensions: { code: 'ComplexityException', status_code: 429, retry_in_seconds: 20 },
    },
  ])('never repeats a query that alone is too complex: %j', async (error) => {
    answerJson({ errors: [error] });

    expect(await failure()).toMatchObject({ reason: 'complexity', retryable: false, status: 502 });
  });

  it('names the missing scope', async () => {
    const extensions = { code: 'UNAUTHORIZED_FIELD_OR_TYPE' };
    answerJson({ errors: [{ message: 'The field needs boards:write', extensions }] });

    expect(await failure()).toMatchObject({
      code: 'monday.scope_missing',
      scope: 'boards:write',
      message: expect.stringContaining('boards:write') as unknown,
      retryable: false,
    });
  });

  it('gives the app the path of a failed alias and its data, and logs neither', async () => {
    const list = [{ itemId: 1, columnIds: ['status'], message: 'must be set' }];
    const extensions = { code: 'DATA_VALIDATIONS_ERROR', error_data: list };
    answerJson({ data: { m0: { id: '1' }, m1: null }, errors: [{ message: 'x', path: ['m1'], extensions }] });

    const error = await failure();

    expect(error.problems).toEqual([{ code: 'DATA_VALIDATIONS_ERROR', path: ['m1'], data: list }]);
    expect(String(error.cause)).not.toContain('must be set');
  });

  it('reads a reply with very many and long errors, and keeps little of it', async () => {
    const extensions = { code: 'X'.repeat(10_000), retry_in_seconds: 1e300 };
    const one = { message: 'm'.repeat(1_000), path: Array.from({ length: 1_000 }, () => 'p'), extensions };
    answerJson({
      errors: [...Array.from({ length: 300 }, () => one), ...new Array<null>(200_000).fill(null)],
    });

    const error = await failure();

    expect(error.problems).toHaveLength(200);
    expect(error.problems[0]?.path).toHaveLength(50);
    expect(error.upstreamCodes[0]).toHaveLength(100);
    expect(error.retryInSeconds).toBe(86_400);
    expect(String(error.cause).length).toBeLessThan(5_000);
  });

  it('accepts a good answer whose fields of the older shape are null', async () => {
    answerJson({ data: { me: null }, errors: null, error_code: null, error_message: null });

    await expect(sut().request('t', 'query { me { id } }')).resolves.toEqual({ me: null });
  });

  it('keeps partial data on the error', async () => {
    answerJson({ data: { boards: [{ id: '1' }] }, ...coded('INTERNAL_SERVER_ERROR') });

    expect((await failure()).data).toEqual({ boards: [{ id: '1' }] });
  });

  it('knows the wait from the header, the extensions and the text', async () => {
    answerJson(coded('RATE_LIMIT_EXCEEDED'), 429, { 'retry-after': '7' });
    expect((await failure()).retryInSeconds).toBe(7);
    answerJson({
      errors: [{ message: 'x', extensions: { code: 'COMPLEXITY_BUDGET_EXHAUSTED', retry_in_seconds: 12 } }],
    });
    expect((await failure()).retryInSeconds).toBe(12);
    answerJson(
      { error_code: 'ComplexityException', error_message: 'budget exhausted, reset in 3 seconds' },
      429,
    );
    expect((await failure()).retryAfterSeconds).toBe(3);
  });

  it("exposes neither monday's message nor a token", async () => {
    answerJson({ errors: [{ message: 'secret of the-token eyJhbGciOiJIUzI1NiJ9.e30.x' }] }, 403);

    const error = await failure();

    expect(error.message).not.toContain('secret');
    expect(JSON.stringify(error.details) ?? '').toBe('');
    expect(String(error.cause)).not.toContain('eyJ');
  });

  it('gives up after the timeout', async () => {
    answer = () => undefined;

    const error = await failure(sut({ timeoutMs: 30 }));

    expect(error).toBeInstanceOf(MondayTimeoutError);
    expect(error.status).toBe(504);
  });

  it('gives up on an answer that never ends', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(1024 * 1024, ' ');
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
        response.once('drain', write);
      };
      write();
    };

    expect(await failure()).toBeInstanceOf(MondayUnexpectedAnswerError);
  });

  it('is unavailable where nothing listens', async () => {
    const error = await failure(sut({ apiEndpoint: 'http://127.0.0.1:1/v2' }));

    expect(error).toBeInstanceOf(MondayUnavailableError);
    expect(error.status).toBe(503);
  });

  it('says when the day is over', () => {
    const error = new MondayDailyLimitError({}, Date.UTC(2026, 10, 23, 23, 59, 0));

    expect(error).toMatchObject({ retryable: false, retryAfterSeconds: 60, status: 503 });
  });
});

function status(status_code: unknown): object {
  return { message: 'text of monday', extensions: { status_code } };
}

/** JSON of an object in an object, many times. */
function nested(depth: number): string {
  return `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
}

function coded(code: string): { errors: { message: string; extensions: { code: string } }[] } {
  return { errors: [{ message: 'text of monday', extensions: { code } }] };
}
