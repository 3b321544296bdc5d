import * as fc from 'fast-check';
import { buildSchema, parse } from 'graphql';
import { queryCost } from './query-cost.js';

const SCHEMA = buildSchema(`
  type Query { boards(ids: [ID!], limit: Int = 25): [Board] users(limit: Int = 200): [User] me: User }
  type Board { id: ID name: String owner: User owners: [User] items_page(limit: Int! = 25): Page }
  type Page { cursor: String items: [Item] }
  type Item { id: ID board: Board subitems: [Item] }
  type User { id: ID name: String teams(limit: Int): [Team] }
  type Team { id: ID users: [User] }
`);

const cost = (query: string, variables = {}): number => queryCost(SCHEMA, parse(query), undefined, variables);

/** A field with its argument and the fields below it. */
interface Field {
  readonly name: string;
  readonly limit?: number;
  readonly below: readonly Field[];
}

const leaf = fc.constantFrom<Field>({ name: 'id', below: [] }, { name: 'name', below: [] });
const limited = fc.constantFrom('boards', 'users', 'items_page', 'teams');
const plain = fc.constantFrom('me', 'owner', 'owners', 'items', 'board', 'subitems');
const { field } = fc.letrec<{ field: Field }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 25, depthSize: 'large' },
    leaf,
    fc.record({
      name: limited,
      limit: fc.integer({ min: 0, max: 1_000 }),
      below: fc.array(tie('field'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ name: plain, below: fc.array(tie('field'), { minLength: 1, maxLength: 3 }) }),
  ),
}));
const fields = fc.array(field, { minLength: 1, maxLength: 4 });

function textOf(all: readonly Field[]): string {
  const one = ({ name, limit, below }: Field): string =>
    `${name}${limit === undefined ? '' : `(limit: ${limit})`}${below.length > 0 ? ` ${textOf(below)}` : ''}`;
  return `{ ${all.map(one).join(' ')} }`;
}

/** All queries that have one more field somewhere. */
function* withOneMore(all: readonly Field[]): Generator<readonly Field[]> {
  yield [...all, { name: 'id', below: [] }];
  for (const [index, one] of all.entries()) {
    for (const below of one.below.length > 0 ? withOneMore(one.below) : []) {
      yield all.map((other, place) => (place === index ? { ...one, below } : other));
    }
  }
}

/** All queries of which one limit is larger. */
function* withLargerLimit(all: readonly Field[]): Generator<readonly Field[]> {
  for (const [index, one] of all.entries()) {
    const replaced = (changed: Field): readonly Field[] =>
      all.map((other, place) => (place === index ? changed : other));
    if (one.limit !== undefined) yield replaced({ ...one, limit: one.limit + 1 });
    for (const below of withLargerLimit(one.below)) yield replaced({ ...one, below });
  }
}

describe('queryCost', () => {
  it('never falls with one more field or a larger limit, at any depth', () => {
    fc.assert(
      fc.property(fields, (all) => {
        const before = cost(textOf(all));
        for (const more of withOneMore(all)) expect(cost(textOf(more))).toBeGreaterThanOrEqual(before);
        for (const more of withLargerLimit(all)) expect(cost(textOf(more))).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 100, seed: 23 },
    );
  });

  it('counts below many levels', () => {
    const below = (levels: number): string =>
      levels === 0 ? 'id' : `items_page(limit: 1) { items { board { ${below(levels - 1)} } } }`;
    const deep = (levels: number): string => `{ boards(ids: [1]) { ${below(levels)} } }`;
    expect(cost(deep(12))).toBeGreaterThan(cost(deep(11)));
  });

  it('multiplies by ids, else by the limit, else by the default of the schema', () => {
    expect(cost('{ boards(ids: [1, 2, 3], limit: 50) { id } }')).toBe(10 + 1 + 3);
    expect(cost('{ boards(limit: 50) { id } }')).toBe(10 + 1 + 50);
    expect(cost('{ boards { id } }')).toBe(10 + 1 + 25);
    expect(cost('{ users { id } }')).toBe(10 + 1 + 200);
  });

  it('multiplies a page once, for the page and its list', () => {
    expect(cost('{ boards(ids: [1]) { items_page(limit: 100) { items { id } } } }')).toBe(10 + 1 + 1 + 200);
  });

  it('reads variables and their defaults', () => {
    const query = 'query ($n: Int = 7) { boards(limit: $n) { id } }';
    expect(cost(query)).toBe(10 + 1 + 7);
    expect(cost(query, { n: 9 })).toBe(10 + 1 + 9);
  });

  it('counts fragments that are spread very often in no time', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, i) => `fragment f${i} on User { ...f${i + 1} ...f${i + 1} }`,
    );
    const query = `{ me { ...f0 } } ${fragments.join(' ')} fragment f60 on User { id }`;
    expect(cost(query)).toBeGreaterThanOrEqual(Number.MAX_SAFE_INTEGER);
  });
});
