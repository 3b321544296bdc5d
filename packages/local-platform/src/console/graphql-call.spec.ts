import { graphqlCallOf } from './graphql-call.js';

describe('graphqlCallOf', () => {
  const operationOf = (query: string): string | undefined =>
    graphqlCallOf('/v2', JSON.stringify({ query }))?.operation;

  it.each([
    ['\n  query Mine { me { id } }', 'query Mine'],
    ['mutation { create_item { id } }', 'mutation create_item'],
    [' { boards { id } }', 'query boards'],
    ['no query', 'query'],
  ])('names the operation of %j', (query, expected) => {
    expect(operationOf(query)).toBe(expected);
  });

  it('takes no longer for a query of spaces', () => {
    const start = process.cpuUsage();
    expect(operationOf(' '.repeat(60_000))).toBe('query');
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
  });
});
