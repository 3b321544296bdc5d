// `npm run test:docs`: does what the docs say, in a copy of the repository: writes their files, makes their changes, checks
// the types and the style of their code, starts the app and types their commands.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { applyDiff, codeBlocks } from './code-blocks.mjs';
import { Workspace } from '../support/workspace.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** The profile in which the app runs; the commands of the pages that show features must work in each. */
const PROFILE = process.env.DOCS_PROFILE ?? 'local';
const ON_EACH_PROFILE = ['docs/first-action-block.md', 'docs/getting-started.md', 'docs/make-it-yours.md'];
const SHELLS = new Set(['bash', 'sh']);
const isCommand = ({ language }) => SHELLS.has(language);

const names = [
  ...(await readdir(ROOT)).filter((name) => name.endsWith('.md')),
  ...(await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];
const pages = await Promise.all(
  names.map(async (name) => ({ name, blocks: codeBlocks(await readFile(join(ROOT, name), 'utf8')) })),
);

describe('the docs', () => {
  let workspace;
  before(async () => (workspace = await Workspace.create()));
  after(() => workspace?.remove());

  it('have code that fits the app, in its types and its style', async () => {
    const written = [];
    for (const { name, blocks } of pages) {
      for (const block of blocks) written.push(...(await write(workspace, name, block)));
    }
    if (PROFILE !== 'local') return;
    await workspace.run('npx', ['tsc', '--noEmit', '-p', 'tsconfig.json']);
    const files = written.filter((path) => path.endsWith('.ts'));
    await workspace.run('npx', ['eslint', ...files]);
    await workspace.run('npx', ['prettier', '--check', ...files]);
  });

  it(`start the app in the profile ${PROFILE}`, () =>
    workspace.start(PROFILE === 'local' ? [] : ['--', '--as', PROFILE]));

  const run = pages.filter(({ name }) => PROFILE === 'local' || ON_EACH_PROFILE.includes(name));
  for (const { name, blocks } of run.filter((page) => page.blocks.some(isCommand))) {
    it(`have commands that work: ${name}`, async () => {
      const shell = workspace.shell();
      try {
        let printed = '';
        for (const block of blocks) {
          if ('expected' in block.options) assertPrinted(printed, block);
          if (!isCommand(block) || 'by-hand' in block.options) continue;
          const { status, output } = await shell.run(block.code);
          printed = output;
          assert.equal(
            status,
            Number(block.options.exit ?? 0),
            `line ${block.line}:\n${block.code}\n${output}`,
          );
        }
      } finally {
        shell.close();
      }
    });
  }

  it('say why a command is not run', () => {
    const unsaid = pages.flatMap(({ name, blocks }) =>
      blocks
        .filter(({ options }) => 'by-hand' in options && options['by-hand'] === '')
        .map(({ line }) => `${name}:${line}`),
    );
    assert.deepEqual(unsaid, []);
  });
});

/** Resolves to the paths of what was written or changed. */
async function write(workspace, name, { language, path, code, preamble, line }) {
  if (language === 'diff' && path) {
    await workspace.write(path, applyDiff(await workspace.read(path), code));
    return path.endsWith('.ts') ? [path] : [];
  }
  if (language !== 'ts') return [];
  // What stands in a text without a path is a module of its own.
  const place = path ?? `test/docs-code/${name.replace(/\W/g, '-')}-${line}.mts`;
  await workspace.write(place, path ? code : `${preamble}\n${code}\nexport {};\n`);
  return [place];
}

/** Line by line, so that what differs from run to run can be left out. */
function assertPrinted(printed, { code, line }) {
  for (const wanted of code.trim().split('\n')) {
    assert.ok(printed.includes(wanted.trim()), `line ${line}: ${wanted}\nis not in\n${printed}`);
  }
}
