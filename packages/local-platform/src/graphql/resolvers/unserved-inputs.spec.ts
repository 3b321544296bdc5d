import { buildSchema, graphql } from 'graphql';
import { attachResolvers } from './attach-resolvers.js';

const SDL = `
  enum Kind { here gone }
  input Inner { served: String absent: Boolean kind: Kind again: [Inner!] }
  type Query { field(served: Int, absent: Int, byDefault: Kind = gone, input: Inner, many: [Inner!]): Int other(kind: Kind): Int }
`;

const UNSERVED = new Set(['Query.field(absent:)', 'Query.field(byDefault:)', 'Inner.absent', 'Kind.gone']);

async function sent(query: string, variables?: Record<string, unknown>): Promise<unknown> {
  const schema = buildSchema(SDL);
  attachResolvers(schema, { Query: { field: () => 1, other: () => 2 } }, UNSERVED);
  const { data, errors } = await graphql({ schema, source: query, variableValues: variables });
  return errors?.map(({ extensions }) => (extensions['error_data'] as { field: string }).field) ?? data;
}

describe('what a served field does not accept', () => {
  it.each([
    ['{ field(absent: 1) }', 'Query.field(absent:)'],
    ['{ field(byDefault: here) }', 'Query.field(byDefault:)'],
    ['{ field(input: {served: "x", absent: true}) }', 'Inner.absent'],
    ['{ field(input: {again: [{}, {again: {absent: true}}]}) }', 'Inner.absent'],
    ['{ field(many: [{kind: here}, {kind: gone}]) }', 'Kind.gone'],
    ['{ other(kind: gone) }', 'Kind.gone'],
  ])('refuses %s and names it', async (query, name) => {
    expect(await sent(query)).toEqual([name]);
  });

  it('finds it in variables', async () => {
    const query = 'query ($input: Inner) { field(input: $input) }';
    expect(await sent(query, { input: { kind: 'gone' } })).toEqual(['Kind.gone']);
  });

  it.each([
    '{ field(absent: null) }',
    '{ field(byDefault: gone) }',
    '{ field(input: {absent: false, kind: here}) }',
    '{ field(served: 1) }',
  ])('accepts %s, which asks for nothing else', async (query) => {
    expect(await sent(query)).toEqual({ field: 1 });
  });

  it('refuses one field only', async () => {
    const schema = buildSchema(SDL);
    attachResolvers(schema, { Query: { field: () => 1, other: () => 2 } }, UNSERVED);
    const { data } = await graphql({ schema, source: '{ field(absent: 1) other(kind: here) }' });
    expect(data).toEqual({ field: null, other: 2 });
  });
});
