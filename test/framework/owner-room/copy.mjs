import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { after, before, it } from 'node:test';
import { Workspace } from '../support/workspace.mjs';

const ROOM = ['src/app/', 'test/app/'];
const GENERATED = ['docs/openapi.json', 'docs/reference.md', 'docs/rest-clients.md', 'docs/deployment.md'];
/** Tests of the framework that look at the app as a whole. */
const INSPECTING = [
  'test/framework/architecture/',
  'test/framework/contract/',
  'test/framework/deployment/',
  'tools/',
  'src/config/',
  'src/feature/',
];

/** @param change what the owner does in the copy @returns gives the copy once it is made */
export function withCopy(change) {
  let workspace;
  before(async () => {
    workspace = await Workspace.create();
    workspace.untouched = await fingerprints(workspace.folder);
    await change(workspace);
  });
  after(() => workspace?.remove());
  return () => workspace;
}

export function itIsGreen(copy) {
  it('is built, and what is generated is made', async () => {
    await copy().run('npm', ['run', 'openapi']);
    await copy().run('node', ['tools/dist/openapi/main.js', '--tables', 'docs']);
  });

  it('is right in its types', () => copy().run('npx', ['tsc', '--noEmit', '-p', 'tsconfig.json']));

  it('is right in its style', async () => {
    const files = ['src/app', 'test/app'].filter((path) => existsSync(join(copy().folder, path)));
    await copy().run('npx', ['eslint', 'src/main.ts', ...files]);
    await copy().run('npx', ['prettier', '--check', 'docs/openapi.json', ...files]);
  });

  it('passes the tests that look at it', () =>
    copy().run('npx', ['jest', ...INSPECTING, 'test/app/', 'src/app/']));

  it('touches nothing of the framework', async () => {
    const now = await fingerprints(copy().folder);
    const changed = [...new Set([...now.keys(), ...copy().untouched.keys()])].filter(
      (path) => now.get(path) !== copy().untouched.get(path),
    );
    const foreign = changed.filter(
      (path) => ![...ROOM, ...GENERATED].some((start) => path.startsWith(start)),
    );
    assert.deepEqual(foreign, []);
  });
}

/** A hash of each file, without what is built. */
async function fingerprints(folder) {
  const found = new Map();
  const visit = async (path) => {
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (['node_modules', 'dist', 'data'].includes(entry.name)) continue;
      const full = join(path, entry.name);
      if (entry.isDirectory()) await visit(full);
      else if (entry.isFile()) {
        found.set(
          relative(folder, full),
          createHash('sha256')
            .update(await readFile(full))
            .digest('hex'),
        );
      }
    }
  };
  await visit(folder);
  return found;
}
