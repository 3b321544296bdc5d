// `npm run test:docs`: does what the docs say, in a copy of the repository: writes their files, makes their changes, checks
// the types and the style of their code, starts the app, types their commands and calls their examples. With `DOCS_PROFILE`, the
// app runs in that profile (`--as`), and only what can differ there is repeated.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { applyDiff, codeBlocks } from './code-blocks.mjs';
import { DIGEST_FEATURE, Examples } from './examples.mjs';
import { SelfHostedServices } from '../support/self-hosted-services.mjs';
import { Workspace } from '../support/workspace.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** The profile in which the app runs; the commands of the pages that show features must work in each. */
const PROFILE = process.env.DOCS_PROFILE ?? 'local';
const ON_EACH_PROFILE = [
  'docs/first-action-block.md',
  'docs/getting-started.md',
  'docs/make-it-yours.md',
  'docs/nudger.md',
];
/** Commands that do not call the running app. */
const SAME_EVERYWHERE = /^npx jest |^npm run --silent cli -- (rename|manifest)\b/m;
const SHELLS = new Set(['bash', 'sh']);
const isCommand = ({ language }) => SHELLS.has(language);

const names = [
  ...(await readdir(ROOT)).filter((name) => name.endsWith('.md')),
  ...(await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];
const pages = await Promise.all(
  names.map(async (name) => ({ name, blocks: codeBlocks(await readFile(join(ROOT, name), 'utf8')) })),
);

const skip = PROFILE === 'self-hosted' && (await SelfHostedServices.missing());
if (skip) console.error(`skipped: the docs in the profile ${PROFILE}: ${skip}`);

describe('the docs', { skip }, () => {
  let workspace;
  let services;
  before(async () => {
    if (PROFILE === 'self-hosted') services = await SelfHostedServices.create();
    workspace = await Workspace.create(services?.variables);
  });
  after(async () => {
    await workspace?.remove();
    await services?.remove();
  });

  it('have code that fits the app, in its types and its style', async () => {
    const written = [];
    for (const { name, blocks } of pages) {
      for (const block of blocks) written.push(...(await write(workspace, name, block)));
    }
    written.push(...(await addDigest(workspace)));
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
          if ('expected' in block.options && printed !== undefined) assertPrinted(printed, block);
          if (!isCommand(block) || 'by-hand' in block.options) continue;
          if (PROFILE !== 'local' && SAME_EVERYWHERE.test(block.code)) {
            printed = undefined;
            continue;
          }
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

  it('have examples that work when users and monday call them', () => new Examples(workspace).run());

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

/** Makes the service of a page reachable. Resolves to the paths of what was written or changed. */
async function addDigest(workspace) {
  const file = 'src/app/app.module.ts';
  const module = await workspace.read(file);
  const line = "import { DigestFeature } from './features/digest/digest.feature.js';\n";
  await workspace.write(DIGEST_FEATURE.path, DIGEST_FEATURE.text);
  await workspace.write(
    file,
    module
      .replace('import { GreetingsFeature', `${line}import { GreetingsFeature`)
      .replace('    GreetingsFeature,\n', '    DigestFeature,\n    GreetingsFeature,\n'),
  );
  return [DIGEST_FEATURE.path, file];
}

/** Line by line, so that what differs from run to run can be left out. */
function assertPrinted(printed, { code, line }) {
  for (const wanted of code.trim().split('\n')) {
    assert.ok(printed.includes(wanted.trim()), `line ${line}: ${wanted}\nis not in\n${printed}`);
  }
}
