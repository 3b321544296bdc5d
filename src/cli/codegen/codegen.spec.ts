import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../run-cli.js';

describe('the command codegen', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codegen-'));
    jest.spyOn(process, 'cwd').mockReturnValue(folder);
    await mkdir(join(folder, 'queries'));
    await writeFile(join(folder, 'schema.graphql'), 'type Query { me: String }');
    await writeFile(join(folder, 'queries', 'me.graphql'), 'query Me { me }');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(...words: string[]): Promise<[code: number, printed: string[]]> {
    const printed: string[] = [];
    const output = {
      print: (line: string) => printed.push(line),
      printError: (line: string) => printed.push(line),
    };
    const environment = { sandboxUrl: 'http://127.0.0.1:9', variables: {} };
    return [await runCli(['codegen', ...words], environment, output), printed];
  }

  /** Packages with the interface of the generator, which print what they received; `npm run test:clients` has the real ones. */
  async function install(version = '6.1.9'): Promise<void> {
    const packages = {
      '@graphql-codegen/core':
        'exports.codegen = async ({ schema, documents, plugins }) => JSON.stringify([schema, documents, plugins])',
      '@graphql-codegen/typescript-operations': '',
      '@graphql-codegen/typed-document-node': '',
      graphql: `
        exports.Source = class { constructor(body, name) { Object.assign(this, { body, name }); } };
        exports.parse = (source) => {
          if (source.body !== "bad") return source.body;
          throw Object.assign(new Error("Syntax error\\n  more"), { source, locations: [{ line: 1, column: 2 }] });
        };`,
    };
    for (const [name, code] of Object.entries(packages)) {
      await mkdir(join(folder, 'node_modules', name), { recursive: true });
      await writeFile(join(folder, 'node_modules', name, 'index.js'), code);
      await writeFile(join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ name, version }));
    }
  }

  const options = () => [
    ...['--documents', join(folder, 'queries')],
    ...['--schema', join(folder, 'schema.graphql'), '--out', join(folder, 'out.ts')],
  ];

  it('asks for the generator in one line if it is not installed', async () => {
    expect(await run(...options())).toEqual([
      1,
      [
        'Install the generator: npm install --save-dev @graphql-codegen/core @graphql-codegen/typescript-operations @graphql-codegen/typed-document-node @graphql-typed-document-node/core graphql',
      ],
    ]);
  });

  it('refuses versions whose types do not compile alone', async () => {
    await install('5.0.7');
    const [code, [printed]] = await run(...options());
    expect([code, printed]).toEqual([
      1,
      expect.stringMatching(
        /^@graphql-codegen\/typescript-operations 5\.0\.7 is too old\. Install version 6 or/,
      ),
    ]);
  });

  it('passes the schema and the documents to it, and writes what it returns', async () => {
    await install();
    const [code, printed] = await run(...options());
    const [, ...lines] = (await readFile(join(folder, 'out.ts'), 'utf8')).split('\n\n');
    const written = JSON.parse(lines.join('')) as unknown[];

    expect([code, printed]).toEqual([
      0,
      [`${join(folder, 'out.ts')} has the types of ${join(folder, 'queries', 'me.graphql')}.`],
    ]);
    expect(written[0]).toBe('type Query { me: String }');
    expect(written[1]).toMatchObject([{ rawSDL: 'query Me { me }' }]);
    expect(written[2]).toEqual([{ 'typescript-operations': {} }, { 'typed-document-node': {} }]);
  });

  it.each<[string, string[], RegExp]>([
    ['a schema that is missing', ['--schema', 'none.graphql'], /^none\.graphql cannot be read/],
    [
      'an address that does not answer',
      ['--schema', 'http://127.0.0.1:9/x'],
      /^http.+ does not answer\. Start/,
    ],
    ['what is no address', ['--schema', 'http://'], /^http:\/\/ is no address\.$/],
    ['a folder that is missing', ['--documents', '/none'], /^\/none cannot be read/],
  ])('explains %s in one line', async (_name, words, message) => {
    await install();
    const [code, printed] = await run(...options(), ...words);

    expect(code).toBe(1);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(message);
  });

  it('explains a document that is invalid in one line', async () => {
    await install();
    await writeFile(join(folder, 'queries', 'me.graphql'), 'bad');

    const place = join(folder, 'queries', 'me.graphql');
    expect(await run(...options())).toEqual([
      1,
      [`The types cannot be generated: Syntax error more at ${place}:1:2`],
    ]);
  });
});
