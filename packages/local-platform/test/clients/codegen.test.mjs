import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const CLI = join(ROOT, 'dist/cli/main.js');
const BOARD = '7310284655';

const QUERIES = `
query BoardItems($board: ID!, $limit: Int) {
  boards(ids: [$board]) {
    name
    items_page(limit: $limit) {
      items { ...Named updated_at column_values(types: [status]) { type ... on StatusValue { label index } } }
    }
  }
}
query Me { me { id } }
mutation Rename($board: ID!, $item: ID!, $columns: JSON!) {
  change_multiple_column_values(board_id: $board, item_id: $item, column_values: $columns) { ...Named }
}
fragment Named on Item { id name }
`;

/** What a user of the library writes; each wrong line must be an error. */
const program = (library) => `
import { type MondayApi } from ${JSON.stringify(library)};
import { BoardItemsDocument, MeDocument, RenameDocument, type ColumnType } from './graphql.js';

export async function rename(monday: MondayApi, board: string, name: string) {
  const { boards } = await monday.query(BoardItemsDocument, { board, limit: 1 }, { deadlineMs: 10_000 });
  const item = boards?.[0]?.items_page.items[0];
  if (!item) throw new Error('The board has no item.');
  const updatedAt: string | null = item.updated_at;
  const type: ColumnType | undefined = item.column_values[0]?.type;
  const { me } = await monday.query(MeDocument);
  const columns = JSON.stringify({ name });
  const renamed = await monday.mutate(RenameDocument, { board, item: item.id, columns });
  return { user: me?.id, renamed: renamed.change_multiple_column_values?.name, id: item.id, type, updatedAt };
}

export async function wrong(monday: MondayApi) {
  // @ts-expect-error a variable that is missing
  await monday.query(BoardItemsDocument);
  // @ts-expect-error a variable of another type
  await monday.query(BoardItemsDocument, { board: 7 });
  // @ts-expect-error a variable that the query does not have
  await monday.query(BoardItemsDocument, { board: '7', bord: '7' });
  const { boards } = await monday.query(BoardItemsDocument, { board: '7' });
  // @ts-expect-error a field that the query does not request
  return boards?.[0]?.description;
}
`;

describe('monday-app codegen with the generator of npm', () => {
  let folder;
  let app;
  before(async () => {
    const { TestApp } = require(join(ROOT, 'dist/testing/index.js'));
    app = await TestApp.start({ variables: { MONDAY_OAUTH_SCOPES: 'me:read boards:read boards:write' } });
    // In node_modules, so that the generator is found as in an app and git does not see the folder.
    folder = await mkdtemp(join(HERE, 'node_modules/.codegen-'));
    await mkdir(join(folder, 'src/app'), { recursive: true });
    await writeFile(join(folder, 'src/app/items.graphql'), QUERIES);
  });
  after(async () => {
    await app?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  const codegen = (...options) =>
    run(process.execPath, [CLI, 'codegen', ...options], {
      cwd: folder,
      env: { PATH: process.env.PATH, SANDBOX_PORT: new URL(app.platform.url).port },
    });
  const generated = (name = 'graphql.ts') => readFile(join(folder, 'src/app', name), 'utf8');

  it('writes the same from the address of the local platform, another address and a file', async () => {
    const { stdout } = await codegen();
    assert.equal(stdout, 'src/app/graphql.ts has the types of src/app/items.graphql.\n');

    const address = `${app.platform.url}/v2/get_schema?format=sdl`;
    await codegen('--schema', address, '--out', 'src/app/address.ts');
    await writeFile(join(folder, 'schema.graphql'), await (await fetch(address)).text());
    await codegen('--schema', 'schema.graphql', '--out', 'src/app/file.ts');
    const text = await generated();
    assert.match(text, /export type BoardItemsQueryVariables/);
    assert.equal(await generated('address.ts'), text);
    assert.equal(await generated('file.ts'), text);
  });

  it('names the field, the file and the line of a query that the schema does not have', async () => {
    await mkdir(join(folder, 'wrong'), { recursive: true });
    await writeFile(join(folder, 'wrong/bad.graphql'), 'query Bad {\n  boards { nope }\n}\n');
    await assert.rejects(
      codegen('--documents', 'wrong', '--out', 'src/app/wrong.ts'),
      ({ code, stderr }) =>
        code === 1 &&
        /Cannot query field "nope" on type "Board"/.test(stderr) &&
        /wrong\/bad\.graphql:2:12/.test(stderr) &&
        stderr.trim().split('\n').length === 1,
    );
    await assert.rejects(generated('wrong.ts'), { code: 'ENOENT' });
  });

  it('makes types that the compiler accepts with MondayApi, and refuses wrong variables and fields by', async () => {
    const library = relative(join(folder, 'src/app'), join(ROOT, 'src/monday/index.js'));
    await writeFile(join(folder, 'src/app/rename.ts'), program(library));
    const config = {
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: {
        noEmit: true,
        incremental: false,
        tsBuildInfoFile: null,
        rootDir: ROOT,
        noUnusedLocals: true,
        typeRoots: [join(ROOT, 'node_modules/@types')],
      },
      include: [join(folder, 'src/app/rename.ts')],
      exclude: [],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = require.resolve('typescript/bin/tsc', { paths: [ROOT] });
    const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error) => error);
    assert.equal(stdout, '');
  });

  it('makes documents that MondayApi sends', async () => {
    const ts = require(require.resolve('typescript', { paths: [ROOT] }));
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    for (const name of ['graphql', 'rename']) {
      const { outputText } = ts.transpileModule(await generated(`${name}.ts`), { compilerOptions: options });
      await writeFile(join(folder, 'src/app', `${name}.js`), outputText);
    }
    const { rename } = require(join(folder, 'src/app/rename.js'));
    const { MondayApi } = require(join(ROOT, 'dist/monday/index.js'));
    const { runAs } = require(join(ROOT, 'dist/caller/index.js'));
    const { user } = await app.login();
    const caller = { accountId: user.account.id, userId: user.id, kind: 'job' };
    const result = await runAs(caller, () => rename(app.get(MondayApi), BOARD, 'Renamed by codegen'));

    assert.equal(result.user, user.id);
    assert.equal(result.renamed, 'Renamed by codegen');
    assert.equal(result.type, 'status');
    const { name } = await runAs(caller, () => app.get(MondayApi).item(result.id));
    assert.equal(name, 'Renamed by codegen');
  });
});
