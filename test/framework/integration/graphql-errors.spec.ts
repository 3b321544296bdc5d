import { runAs } from '../../../src/caller/index.js';
import { AccountBudgetRegistry } from '../../../src/monday/api/account-budget.registry.js';
import { MondayApi, MondayClient, MondayGraphQLError } from '../../../src/monday/index.js';
import { TestApp, type Login } from '../../../src/testing/index.js';

/** `again`: the call is repeated. `pause`: it too, and all calls of the account wait. `refresh`: once, with a new token. */
type Reaction = 'final' | 'again' | 'pause' | 'refresh';

type Row = readonly [upstream: string, code: string, status: number, reaction: Reaction];

/** Every code of docs/monday-platform.md#graphql-errors: the reply of the app and its reaction. */
const TABLE: readonly Row[] = [
  ['COMPLEXITY_BUDGET_EXHAUSTED', 'graphql.complexity', 503, 'pause'],
  ['RATE_LIMIT_EXCEEDED', 'graphql.rate_limit', 503, 'pause'],
  ['IP_RATE_LIMIT_EXCEEDED', 'graphql.rate_limit', 503, 'pause'],
  ['FIELD_LIMIT_EXCEEDED', 'graphql.rate_limit', 503, 'pause'],
  ['maxConcurrencyExceeded', 'graphql.rate_limit', 503, 'pause'],
  ['API_TEMPORARILY_BLOCKED', 'graphql.unavailable', 503, 'again'],
  ['RESOURCE_LOCKED', 'graphql.locked', 503, 'again'],
  ['IDEMPOTENCY_CONFLICT', 'graphql.conflict', 503, 'again'],
  ['REQUEST_MAX_COMPLEXITY_EXCEEDED', 'graphql.complexity', 502, 'final'],
  ['DAILY_LIMIT_EXCEEDED', 'graphql.daily_limit', 503, 'final'],
  ['UNAUTHORIZED_FIELD_OR_TYPE', 'monday.scope_missing', 409, 'final'],
  ['USER_UNAUTHORIZED', 'graphql.permission', 502, 'final'],
  ['REVISION_MISMATCH', 'graphql.revision_mismatch', 409, 'final'],
  ['DATA_VALIDATIONS_ERROR', 'graphql.validation', 502, 'final'],
  ['ResourceNotFoundException', 'graphql.not_found', 502, 'final'],
  ['InvalidItemIdException', 'graphql.not_found', 502, 'final'],
  ['InvalidWebhookConfigException', 'graphql.validation', 502, 'final'],
  ['InvalidColumnTypeException', 'graphql.validation', 502, 'final'],
  ['INVALID_INPUT', 'graphql.validation', 502, 'final'],
  ['INVALID_ARGUMENT_EXCEPTION', 'graphql.validation', 502, 'final'],
  ['ColumnValueException', 'graphql.validation', 502, 'final'],
  ['NOT_AUTHENTICATED', 'graphql.authentication', 502, 'refresh'],
  // Ends the connection, so it comes last.
  ['OAUTH21_TOKEN_REQUIRED', 'auth.connection_expired', 409, 'refresh'],
];

let app: TestApp;
let login: Login;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.http().delete(`${app.platform.url}/__sandbox/graphql/faults`);
  login = await app.login();
});

const inject = (fault: string, times: number): Promise<unknown> =>
  app.http().post(`${app.platform.url}/__sandbox/graphql/faults`, { fault, times });

interface Call {
  readonly error: unknown;
  readonly requests: number;
  readonly pauses: number;
}

/** Reads as the user. */
async function call(): Promise<Call> {
  const send = jest.spyOn(app.get(MondayClient), 'run');
  const pause = jest.spyOn(app.get(AccountBudgetRegistry), 'pause');
  const caller = { accountId: login.user.account.id, userId: login.user.id, kind: 'user' } as const;
  const error = await failureOf(runAs(caller, () => app.get(MondayApi).query('{ me { id } }')));
  const result = { error, requests: send.mock.calls.length, pauses: pause.mock.calls.length };
  send.mockRestore();
  pause.mockRestore();
  return result;
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

const isRepeated = ([, , , reaction]: Row): boolean => reaction === 'again' || reaction === 'pause';

it.each(TABLE.filter(isRepeated))(
  'retries after %s: %s, status %i',
  async (upstream, code, status, reaction) => {
    const token = await app.platform.accessToken(login.user.id);
    await inject(upstream, 2);

    const error = await failureOf(app.get(MondayClient).request(token, '{ me { id } }'));

    expect(error).toMatchObject({ code, status, retryable: true, upstreamCodes: [upstream] });
    expect(await call()).toEqual({ error: undefined, requests: 2, pauses: reaction === 'pause' ? 1 : 0 });
  },
);

it.each(TABLE.filter((row) => !isRepeated(row)))(
  'does not retry after %s: %s, status %i',
  async (upstream, code, status, reaction) => {
    await inject(upstream, 2);

    const { error, ...calls } = await call();

    expect(error).toMatchObject({ code, status });
    if (error instanceof MondayGraphQLError) expect(error.retryable).toBe(false);
    expect(calls).toEqual({ requests: reaction === 'refresh' ? 2 : 1, pauses: 0 });
  },
);

it("returns the list of a board's validation errors to the app", async () => {
  await inject('DATA_VALIDATIONS_ERROR', 1);

  expect((await call()).error).toMatchObject({
    problems: [
      {
        code: 'DATA_VALIDATIONS_ERROR',
        data: [{ itemId: '1', columnIds: ['status'], message: 'A value is required' }],
      },
    ],
  });
});
