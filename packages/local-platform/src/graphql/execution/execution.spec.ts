import {
  buildSchema,
  execute,
  getIntrospectionQuery,
  isObjectType,
  parse,
  type GraphQLSchema,
} from 'graphql';
import { executePlan, OperationPlans } from './index.js';

const SDL = `
  type Query { pet(id: ID = "1"): Pet pets: [Pet] strict: [Pet!] gone: Dog! slow: Dog slowNull: Dog! number: Int
    many: [[Int]] bad: Color both(a: Int, b: In): String }
  type Mutation { add(n: Int!): Int! slowAdd(n: Int!): Int fail: Int! }
  interface Pet { id: ID! name(loud: Boolean = false): String! owner: Owner }
  type Dog implements Pet { id: ID! name(loud: Boolean = false): String! owner: Owner barks: Boolean self: Dog! }
  type Cat implements Pet { id: ID! name(loud: Boolean = false): String! owner: Owner lives: Int! }
  type Owner { name: String pets: [Pet!] }
  enum Color { RED GREEN }
  input In { x: Int! y: [Color!] = [RED] }
`;

interface Context {
  total: number;
}

const owner = { name: 'Ada' };
const dog = { __typename: 'Dog', id: 1, name: 'Rex', owner, barks: true };
const cat = { __typename: 'Cat', id: 2, name: 'Tom', owner: null, lives: null };
const later = <T>(value: T): Promise<T> => Promise.resolve(value);

type Resolver = (source: never, args: never, context: Context) => unknown;

const RESOLVERS: Readonly<Record<string, Readonly<Record<string, Resolver>>>> = {
  Query: {
    pet: (_source, { id }: { id: string }) => [dog, cat, { __typename: 'Owner' }, {}][Number(id) - 1] ?? null,
    pets: () => [dog, later(cat), null, new Error('no pet')],
    strict: () => [dog, null],
    gone: () => null,
    slow: () => later(dog),
    slowNull: () => Promise.reject(new Error('too slow')),
    number: () => 'seven',
    many: () => [[1, 2], null, [3]],
    bad: () => 'BLUE',
    both: (_source, args: object) => JSON.stringify(args),
  },
  Mutation: {
    add: (_source, { n }: { n: number }, context) => (context.total += n),
    slowAdd: async (_source, { n }: { n: number }, context) => {
      await Promise.resolve();
      return (context.total += n);
    },
    fail: () => {
      throw new Error('refused');
    },
  },
  Dog: {
    self: (source) => source,
    name: (source: typeof dog, { loud }: { loud: boolean }) =>
      loud ? source.name.toUpperCase() : source.name,
  },
  Cat: {
    name: (source: typeof cat, { loud }: { loud: boolean }) =>
      later(loud ? source.name.toUpperCase() : source.name),
  },
  Owner: { pets: () => [dog, cat] },
};

function makeSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const [name, fields] of Object.entries(RESOLVERS)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(name);
    for (const [field, resolve] of Object.entries(fields)) {
      const found = type.getFields()[field];
      if (found) found.resolve = resolve as unknown as typeof found.resolve;
    }
  }
  return schema;
}

describe('executePlan', () => {
  const schema = makeSchema();

  /** Both answers, as the client would see them. */
  async function both(query: string, variables: object = {}, operationName?: string): Promise<unknown[]> {
    const document = parse(query);
    const given = variables as Record<string, unknown>;
    const plan = new OperationPlans(schema, document).of(operationName);
    const once = await executePlan(plan, given, { total: 0 });
    const again = await executePlan(plan, given, { total: 0 });
    const expected = await execute({
      ...{ schema, document, operationName },
      ...{ variableValues: given, contextValue: { total: 0 } },
    });
    return [once, again, expected].map((answer) => JSON.parse(JSON.stringify(answer)) as unknown);
  }

  it.each([
    ['{ pet { id name owner { name } } }'],
    [
      '{ a: pet(id: 2) { id name ... on Cat { lives } } b: pet { ... on Dog { barks self { self { id } } } } }',
    ],
    [
      '{ pet { ...P ...P } pets { __typename id } } fragment P on Pet { id name(loud: true) owner { pets { id } } }',
    ],
    ['{ pets { ... on Cat { lives id } ... on Dog { id } } }'],
    ['{ strict { id } number bad many }'],
    ['{ gone { id } pet { id } }'],
    ['{ slow { id name } pet(id: 2) { name } }'],
    ['{ slowNull { id } slow { id } pet(id: 2) { name } }'],
    ['{ pet(id: 9) { id } both both(a: 1, b: {x: 2}) c: both(b: null) }'],
    ['{ __typename __proto__: pet { id } constructor: number x: pet { __proto__: id } }'],
    [getIntrospectionQuery()],
    ['{ __type(name: "Pet") { possibleTypes { name } fields { name args { name defaultValue } } } }'],
    ['mutation { a: add(n: 1) b: slowAdd(n: 2) c: add(n: 3) d: slowAdd(n: 4) }'],
    ['mutation { a: add(n: 1) fail b: slowAdd(n: 2) }'],
  ])('answers like graphql-js: %s', async (query) => {
    const [once, again, expected] = await both(query);
    expect(once).toEqual(expected);
    expect(again).toEqual(expected);
  });

  const CONDITIONS = `query Q($id: ID, $with: Boolean!, $b: In = {x: 1}) {
    pet(id: $id) { id @skip(if: $with) ...N @include(if: $with) } both(b: $b) } fragment N on Pet { name }`;

  it.each([
    [{ with: true }],
    [{ with: false, id: '2' }],
    [{ with: true, id: null, b: { x: 3, y: 'GREEN' } }],
    [{ with: true, b: { y: ['BLUE'] } }],
    [{}],
    [{ with: 'yes', id: [] }],
  ])('reads the variables %j like graphql-js', async (variables) => {
    const [once, again, expected] = await both(CONDITIONS, variables);
    expect(once).toEqual(expected);
    expect(again).toEqual(expected);
  });

  it('executes the operation that is named', async () => {
    const [once, , expected] = await both('query A { number } query B { pet { id } }', {}, 'B');
    expect(once).toEqual(expected);
  });

  it.each(['3', '4'])('answers an object of no type of the interface (%s) with an error', async (id) => {
    const [once, , expected] = (await both(`{ pet(id: ${id}) { id } }`)) as {
      data: unknown;
      errors: unknown[];
    }[];
    expect(once?.data).toEqual(expected?.data);
    expect(once?.errors).toHaveLength(1);
  });
});
