import { getNamedType, isCompositeType, isObjectType, type GraphQLSchema } from 'graphql';
import { RESOLVERS } from '../../src/graphql/areas/index.js';
import { COLUMN_TYPES } from '../../src/graphql/column-types/index.js';
import { type GraphQLExecutor } from '../../src/graphql/graphql-executor.js';
import { PlanBudgetRegistry } from '../../src/graphql/index.js';
import { LazyExecutor } from '../../src/graphql/lazy-executor.js';
import { SeededRandom } from '../../src/graphql/seed/seeded-random.js';
import { ADMIN, ApiUnderTest, BOARD, type Answer } from '../../src/graphql/testing/api-under-test.js';
import { SandboxState } from '../../src/state/index.js';
import { fillOperation, keepValues } from '../operations/fill-operation.js';
import { type Operation } from '../operations/operation.js';
import { STORIES } from '../operations/stories.js';
import { furnish, ITEM, knownIds } from './fuzzed-world.js';
import { OperationGenerator } from './operation-generator.js';
import { StateDigest } from './state-digest.js';
import { columnValue, TEXTS } from './values.js';
import { withWrongValue } from './wrong-values.js';

/** Set FUZZ_SEED to search elsewhere, and FUZZ_ROUNDS to search longer. A failure shows its operation. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_128);
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 1);
const VALUES_OF_A_TYPE = 20;
const VERSION = 'dev';

type Sent = Pick<Operation, 'query' | 'variables'>;
type Reply = Pick<Answer, 'status' | 'body'>;

/** What a client may be answered for a wrong value of a column (docs/monday-platform.md#graphql-errors). */
const VALUE_CODES: readonly unknown[] = [
  'ColumnValueException',
  'InvalidArgumentException',
  'ItemNameTooLongException',
];

describe('GraphQL with random input', () => {
  let api: ApiUnderTest;
  let executor: GraphQLExecutor;
  let schema: GraphQLSchema;
  let authorization: string;
  let digest: StateDigest;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    executor = await api.get(LazyExecutor).load();
    schema = executor.schemas.of(VERSION);
    digest = new StateDigest(api.database);
  });
  afterAll(() => api.close());

  beforeEach(async () => {
    api.reset();
    await furnish(api);
    authorization = await api.get(SandboxState).issueAccessToken(ADMIN);
  });

  /** As the controller does, without HTTP. What it throws would be a 500. */
  async function send({ query, variables }: Sent): Promise<Reply> {
    api.get(PlanBudgetRegistry).reset();
    const body: unknown = JSON.parse(JSON.stringify({ query, variables }));
    const given = {
      address: '127.0.0.1',
      authorization,
      apiVersion: VERSION,
      idempotencyKey: undefined,
      body,
      files: undefined,
    };
    try {
      return await executor.run(given);
    } catch (error) {
      return { status: 500, body: { errors: [{ message: String((error as Error).stack), extensions: {} }] } };
    }
  }

  /** Sends an operation. Returns what is wrong with the answer, if anything is. */
  async function check(operation: Sent): Promise<object | undefined> {
    const isMutation = operation.query.trimStart().startsWith('mutation');
    const before = isMutation ? digest.now() : '';
    const reply = await send(operation);
    const isWrong = hasBug(reply) || (isMutation && didNothing(reply) && digest.now() !== before);
    return isWrong ? { ...operation, reply: reply.body } : undefined;
  }

  function servedFields(root: 'query' | 'mutation'): string[] {
    const type = root === 'query' ? schema.getQueryType() : schema.getMutationType();
    const served = RESOLVERS[type?.name ?? ''] ?? {};
    return Object.keys(type?.getFields() ?? {}).filter((name) => Object.hasOwn(served, name));
  }

  it.each(['query', 'mutation'] as const)('answers every %s that it serves', async (root) => {
    const wrong: unknown[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, field] of servedFields(root).entries()) {
        const random = new SeededRandom(SEED + round * 1_000 + index);
        const generator = new OperationGenerator(schema, random, knownIds(api.database));
        wrong.push(await check(generator.operation(root, field)));
      }
      wrong.push(await check({ query: EVERYTHING }));
    }
    expect(wrong.filter((one) => one !== undefined)).toEqual([]);
  });

  it.each(STORIES)('answers the operations about $name with one wrong value each', async ({ operations }) => {
    const wrong: unknown[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const known = new Map<string, string>();
      for (const [index, operation] of operations.entries()) {
        const random = new SeededRandom(SEED + round * 1_000 + index);
        const filled = fillOperation(operation, known, () => '1');
        wrong.push(await check(withWrongValue(filled, random)));
        const { data } = (await send(filled)).body;
        if (data) keepValues(operation, data, known);
      }
      wrong.push(await check({ query: EVERYTHING }));
    }
    expect(wrong.filter((one) => one !== undefined)).toEqual([]);
  });

  const change = `mutation ($column: String!, $value: JSON!) {
    change_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: $column, value: $value) { id } }`;
  const changeSimple = `mutation ($column: String!, $value: String) {
    change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: $column, value: $value) { id } }`;

  function valueOf(type: string, random: SeededRandom): Sent {
    const isSimple = random.below(4) === 0;
    const value = isSimple ? random.pick(TEXTS) : JSON.stringify(columnValue(type, random));
    return { query: isSimple ? changeSimple : change, variables: { column: `c_${type}`, value } };
  }

  it('takes a value of a column or refuses it with a code, and shows what it took', async () => {
    const wrong: unknown[] = [];
    const refused: Sent[] = [];
    for (const [index, { name, typename }] of COLUMN_TYPES.entries()) {
      const random = new SeededRandom(SEED + index);
      const reading = { query: cellQuery(schema, name, typename) };
      for (let count = 0; count < ROUNDS * VALUES_OF_A_TYPE; count += 1) {
        const operation = valueOf(name, random);
        const { status, body } = await send(operation);
        const reply = body.errors ? body : (await send(reading)).body;
        const isRefusal = status === 200 && VALUE_CODES.includes(body.errors?.[0]?.extensions['code']);
        if (reply.errors && !isRefusal) wrong.push({ ...operation, reply });
        if (isRefusal) refused.push(operation);
      }
    }
    expect(wrong).toEqual([]);
    const before = digest.now();
    for (const operation of refused) await send(operation);
    expect(digest.now()).toBe(before);
  });
});

/** What there is to read on the boards, of which some was written by the operations before. */
const EVERYTHING = `{
  boards(limit: 50) {
    name description columns { id title settings settings_str } groups { id title color }
    items_page(limit: 100) { items { id name url column_values { id text value } subitems { name } updates { body } } }
    views { id name settings_str } tags { name } activity_logs(limit: 50) { data }
  }
}`;

/** All fields of a cell that need no argument. */
function cellQuery(schema: GraphQLSchema, type: string, typename: string): string {
  const found = schema.getType(typename);
  const fields = isObjectType(found) ? Object.values(found.getFields()) : [];
  const served = RESOLVERS[typename] ?? {};
  const selected = fields
    .filter(({ name, args }) => args.length === 0 && Object.hasOwn(served, name))
    .map((field) =>
      isCompositeType(getNamedType(field.type)) ? `${field.name} { __typename }` : field.name,
    );
  return `{ items(ids: [${ITEM}]) { column_values(ids: ["c_${type}"]) { id text value ... on ${typename} { ${selected.join(' ')} id } } } }`;
}

/** What no input may cause. */
function hasBug({ status, body }: Reply): boolean {
  const isBug = (code: unknown): boolean => code === 'INTERNAL_SERVER_ERROR';
  return status >= 500 || (body.errors ?? []).some(({ extensions }) => isBug(extensions['code']));
}

/** Whether each mutation of the operation failed itself, rather than a field below it. */
function didNothing({ body: { data, errors = [] } }: Reply): boolean {
  const isEmpty = Object.values(data ?? {}).every((value) => value === null);
  return isEmpty && errors.length > 0 && errors.every(({ path = [] }) => path.length <= 1);
}
