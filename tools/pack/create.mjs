/** `create-monday-app-backend`: a bundle without dependencies, and the template of an app. */
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bundlePackage } from '../bundler.mjs';
import { isForeign, publishedFields, readJson } from './stage.mjs';
import { stageView } from './view.mjs';

const PACKAGE = 'packages/create-monday-app-backend';
/** Files that a new app has in common with this repository, by their name in the template. */
const SHARED = {
  '.env.example': 'dot-env.example',
  '.mondaycoderc': 'dot-mondaycoderc',
  '.npmrc': 'dot-npmrc',
  '.prettierrc': 'dot-prettierrc',
  '.swcrc': 'dot-swcrc',
  '.vscode/launch.json': 'dot-vscode/launch.json',
  Procfile: 'Procfile',
  'deploy/first-push/package.json': 'deploy/first-push/package.template.json',
  'deploy/first-push/server.js': 'deploy/first-push/server.js',
  'deploy/make-secrets.mjs': 'deploy/make-secrets.mjs',
};
/** Packages of this repository: an app takes their fixes. */
const OWN = ['monday-app-backend', 'monday-local-platform'];

export async function stageCreate(stage) {
  const manifest = await readJson(`${PACKAGE}/package.json`);
  await stage.write('package.json', { ...publishedFields(manifest), bin: manifest.bin });
  await stage.copy(`${PACKAGE}/bin`, 'bin');
  await bundlePackage({
    input: { main: resolve(PACKAGE, 'dist/main.js') },
    dir: stage.path('dist'),
    external: isForeign([]),
  });
  await stageTemplate(stage);
  await stageView(stage);
  await stage.copy(`${PACKAGE}/README.md`, 'README.md');
  await stage.copy('LICENSE');
}

/** Also part of the library, whose `monday-app upgrade` compares with it. */
export async function stageTemplate(stage) {
  for (const name of await readdir(`${PACKAGE}/template`)) {
    await stage.copy(`${PACKAGE}/template/${name}`, `template/${name}`);
  }
  for (const [source, target] of Object.entries(SHARED)) await stage.copy(source, `template/${target}`);
  const root = await readJson('package.json');
  const template = await readJson(`${PACKAGE}/template/package.template.json`);
  await stage.write('template/package.template.json', {
    ...template,
    dependencies: withVersions(template.dependencies, root),
    devDependencies: withVersions(template.devDependencies, root),
  });
  const compose = await readFile('compose.yaml', 'utf8');
  await stage.write('template/compose.yaml', compose.replace('name: monday-app\n', 'name: APP_NAME\n'));
}

function withVersions(dependencies, root) {
  const versionOf = (name) =>
    OWN.includes(name) ? `^${root.version}` : (root.dependencies[name] ?? root.devDependencies[name]);
  return Object.fromEntries(Object.keys(dependencies).map((name) => [name, versionOf(name)]));
}
