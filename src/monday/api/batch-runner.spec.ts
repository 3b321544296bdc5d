import { type ApiClient } from '@mondaydotcomorg/api';
import { classifyAnswer } from '../client/classify-answer.js';
import { readFailedAnswer } from '../client/failed-answer.js';
import { MondayRateLimitError, type MondayGraphQLError } from '../client/index.js';
import { type CallOptions, type MondayCalls } from './monday-calls.js';
import { type BatchedMutation } from './mutation-batch.js';
import { MutationBatches } from './batch-runner.js';
import { type SettledMutation } from './settled-mutation.js';

interface Request {
  readonly names: readonly string[];
  readonly key: string | undefined;
}

type Reply = (names: readonly string[], requests: readonly Request[]) => object;

const create = (name: string): BatchedMutation => ({
  field: 'create_item',
  arguments: { name: ['String!', name] },
  selection: 'id',
});

/** @param reply monday's answer to the names of one request */
function setup(reply: Reply) {
  const requests: Request[] = [];
  const requestOf = (key: string | undefined) => (_query: string, variables: Record<string, string>) => {
    const names = Object.values(variables);
    requests.push({ names, key });
    const body = reply(names, requests) as { data?: object | null; errors?: unknown };
    if (body.errors === undefined) return Promise.resolve(body.data);
    return Promise.reject(classifyAnswer(readFailedAnswer(200, undefined, body, 0)));
  };
  const calls = {
    send: (work: (client: ApiClient) => Promise<unknown>, { idempotencyKey }: CallOptions) =>
      work({ request: requestOf(idempotencyKey) } as unknown as ApiClient),
  } as unknown as MondayCalls;
  const run = async (names: readonly string[]): Promise<SettledMutation<unknown>[]> => {
    const options = { idempotencyKey: 'key' };
    const results: SettledMutation<unknown>[] = [];
    for await (const result of new MutationBatches(calls).run(names.map(create), options))
      results.push(result);
    return results;
  };
  return { requests, run };
}

const TOO_COMPLEX = { message: 'x', extensions: { code: 'REQUEST_MAX_COMPLEXITY_EXCEEDED' } };

const errorAt = (alias: string, code: string): object => ({
  message: 'x',
  path: [alias],
  extensions: { code, error_data: { alias } },
});

/** Creates every item but those that have a code, which fail with it. */
function answer(names: readonly string[], codeOf: (name: string) => string | undefined): object {
  const data: Record<string, unknown> = {};
  const errors: object[] = [];
  names.forEach((name, index) => {
    const code = codeOf(name);
    data[`m${index}`] = code === undefined ? { id: name } : null;
    if (code !== undefined) errors.push(errorAt(`m${index}`, code));
  });
  return errors.length > 0 ? { data, errors } : { data };
}

const shown = (results: readonly SettledMutation<unknown>[]): unknown[] =>
  results.map((result) => (result.status === 'fulfilled' ? result.value : result.error.reason));

it('goes on after mutations that fail, and gives each its own error', async () => {
  const { run, requests } = setup((names) =>
    answer(names, (name) => ({ b: 'ColumnValueException', d: 'REVISION_MISMATCH' })[name]),
  );

  const results = await run(['a', 'b', 'c', 'd', 'e', 'f']);

  expect(shown(results)).toEqual([
    { id: 'a' },
    'validation',
    { id: 'c' },
    'revision_mismatch',
    { id: 'e' },
    { id: 'f' },
  ]);
  expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  expect((results[3] as { error: MondayGraphQLError }).error).toMatchObject({
    problems: [{ code: 'REVISION_MISMATCH', path: ['m3'], data: { alias: 'm3' } }],
  });
  expect(requests.map(({ names }) => names.length)).toEqual([5, 1]);
});

it('repeats only what failed for a while, with a key of its own', async () => {
  const { run, requests } = setup((names, before) =>
    answer(names, (name) =>
      before.length === 1 && 'bd'.includes(name) ? 'FIELD_LIMIT_EXCEEDED' : undefined,
    ),
  );

  expect(shown(await run(['a', 'b', 'c', 'd']))).toEqual([
    { id: 'a' },
    { id: 'b' },
    { id: 'c' },
    { id: 'd' },
  ]);
  expect(requests.map(({ names }) => names)).toEqual([
    ['a', 'b', 'c', 'd'],
    ['b', 'd'],
  ]);
  expect(requests.map(({ key }) => key)).toEqual([
    'key-0-4',
    expect.stringMatching(/^key-1-2-[\w-]{22}$/) as unknown,
  ]);
});

it('keeps the results of a request if its repetition fails', async () => {
  const { run } = setup((names, before) => {
    if (before.length > 1) throw new MondayRateLimitError();
    return answer(names, (name) => (name === 'b' ? 'FIELD_LIMIT_EXCEEDED' : undefined));
  });

  expect(shown(await run(['a', 'b', 'c']))).toEqual([{ id: 'a' }, 'rate_limit', { id: 'c' }]);
});

it('does not repeat a mutation that was executed, and gives its partial result', async () => {
  const { run, requests } = setup(() => ({
    data: { m0: { id: '1', board: null }, m1: { id: '2' } },
    errors: [{ message: 'x', path: ['m0', 'board'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
  }));

  const [first, second] = await run(['a', 'b']);

  expect(first).toMatchObject({ status: 'rejected', error: { data: { id: '1', board: null } } });
  expect(second).toEqual({ status: 'fulfilled', index: 1, value: { id: '2' } });
  expect(requests).toHaveLength(1);
});

it.each([
  ['an invalid document', { errors: [{ message: 'x', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }],
  ['a document that is too complex', { errors: [TOO_COMPLEX] }],
  ['a document that is too complex, with data that is null', { data: null, errors: [TOO_COMPLEX] }],
])('finds the mutations for which monday refuses %s', async (_name, refusal) => {
  const { run, requests } = setup((names) =>
    names.includes('bad') ? refusal : answer(names, () => undefined),
  );

  const results = await run(['a', 'b', 'bad', 'c', 'd']);

  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(new Set(requests.map(({ key }) => key)).size).toBe(requests.length);
});

it('does not send a document again whose parts may have been executed', async () => {
  const { run, requests } = setup(() => ({
    errors: [{ message: 'x', extensions: { code: 'ColumnValueException' } }],
  }));

  expect(shown(await run(['a', 'b']))).toEqual(['validation', 'validation']);
  expect(requests).toHaveLength(1);
});

it.each(['RATE_LIMIT_EXCEEDED', 'NOT_AUTHENTICATED', 'DAILY_LIMIT_EXCEEDED', 'INTERNAL_SERVER_ERROR'])(
  'ends if all mutations fail with %s, which is not about them',
  async (code) => {
    const { run } = setup((names) => answer(names, () => code));

    await expect(run(['a', 'b'])).rejects.toMatchObject({ upstreamCodes: [code, code] });
  },
);

it.each([{ query: 'x', after: 1 }, { query: 1 }, { query: Number.NaN, after: 1 }, null, 'x', []])(
  'goes on if monday reports the complexity %j',
  async (complexity) => {
    const { run } = setup((names) => {
      const { data } = answer(names, () => undefined) as { data: object };
      return { data: { ...data, complexity } };
    });

    expect(await run(['a', 'b', 'c', 'd', 'e', 'f'])).toHaveLength(6);
  },
);
