import { parse, print, visit, type DocumentNode } from 'graphql';
import { ApiUnderTest } from '../src/graphql/testing/api-under-test.js';
import { LazyExecutor } from '../src/graphql/lazy-executor.js';
import { readSchemaFiles } from '../src/graphql/schema/schema-files.js';
import { type Schemas } from '../src/graphql/schema/index.js';
import { fillOperation, fillText, keepValues } from './operations/fill-operation.js';
import { InputReads } from './operations/input-reads.js';
import { StateDigest } from './fuzz/state-digest.js';
import { type Operation } from './operations/operation.js';
import { STORIES } from './operations/stories.js';

/** Operations as real apps send them, each checked for what it answers. */
describe('operations', () => {
  const reads = new InputReads();
  const unlogged: string[] = [];
  let api: ApiUnderTest;
  let schemas: Schemas;
  let digest: StateDigest;
  const logLength = (): number =>
    api.database.get<{ count: number }>('SELECT count(*) AS count FROM activity_log')?.count ?? 0;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    schemas = (await api.get(LazyExecutor).load()).schemas;
    for (const version of readSchemaFiles().versions) reads.watch(schemas.of(version));
    digest = new StateDigest(api.database);
  });
  afterAll(() => api.close());

  describe.each(STORIES)('about $name', ({ operations }) => {
    const known = new Map<string, string>();
    beforeAll(() => api.reset());

    it.each(operations.map((operation, index) => [`${index + 1}: ${title(operation)}`, operation] as const))(
      '%s',
      async (_title, operation) => {
        const filled = fillOperation(operation, known);
        const { query, variables, shows, version, refused } = filled;
        if (refused !== undefined) {
          expect(await api.code(query, { variables, version })).toBe(refused);
          return;
        }
        const before = { state: digest.now(), entries: logLength() };
        const data = await (filled.file === undefined
          ? api.data(query, { variables, version })
          : api.upload(query, filled.file));
        if (digest.now() !== before.state && logLength() === before.entries) unlogged.push(query);
        expect(data).toMatchObject(shows);
        keepValues(operation, data, known);
      },
    );
  });

  it('together show that each argument that is served is read', () => {
    const all = readSchemaFiles().versions.flatMap((version) => reads.unread(schemas.of(version)));
    expect([...new Set(all)].sort()).toEqual([]);
  });

  it('are all logged if they change something', () => {
    expect(unlogged).toEqual([]);
  });

  it('are at least 150 different shapes, a third of them mutations', () => {
    const documents = STORIES.flatMap(({ operations }) =>
      operations.map(({ query }) => parse(fillText(query, () => '1'))),
    );
    const shapes = new Set(documents.map(shapeOf));
    const mutations = [...shapes].filter((shape) => shape.startsWith('mutation'));
    expect(shapes.size).toBeGreaterThanOrEqual(150);
    expect(mutations.length).toBeGreaterThanOrEqual(shapes.size / 3);
  });
});

/** The first words of a query, for the list of tests. */
function title({ query }: Operation): string {
  return query.replace(/\s+/g, ' ').slice(0, 90);
}

/** What stays of an operation without its name, values and aliases. */
function shapeOf(document: DocumentNode): string {
  const plain = visit<DocumentNode>(document, {
    OperationDefinition: ({ name: _name, ...node }) => ({ ...node, variableDefinitions: [] }),
    Argument: ({ name, ...node }) => ({ ...node, name, value: { kind: 'NullValue' } }),
    Field: ({ alias: _alias, ...node }) => node,
  });
  return print(plain).replace(/\s+/g, ' ').replace(/^\{/, 'query {');
}
