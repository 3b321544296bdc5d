/**
 * The last step of `compiledApp()`: bundles its programs. Each of some thousand files would have to be found, read and compiled by
 * each process of a test, which is most of what a start costs.
 * @param argv the folder of the compiled files, in which the bundles replace the programs
 */
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { bundlePrograms, PACKAGES_LEFT_OUT } from '../../../tools/bundler.mjs';

const PLATFORM = 'monday-local-platform';
const programs = (...names) => names.map((name) => `programs/${name}`);

/** The programs of a line share their modules, and load no others. None of them imports another. */
const BUNDLES = [
  [
    ...['main', 'dev', 'cli/main'],
    ...programs('app-with-short-lease', 'connections-process', 'cron-command', 'instance'),
    ...programs('loaded-telemetry', 'trigger-worker'),
  ],
  programs('accounts-worker', 'batch-publisher'),
  programs('document-db-server', 'message-worker', 'writer'),
  [`node_modules/${PLATFORM}/dist/main`],
];
const CODE_CACHE = 'programs/code-cache.js';
const [, , folder] = process.argv;

for (const files of BUNDLES) {
  await bundlePrograms({
    input: Object.fromEntries(files.map((file) => [`${file}.bundle`, join(folder, `${file}.js`)])),
    dir: folder,
    // Here the platform is bundled itself where it is not a program of its own.
    external: PACKAGES_LEFT_OUT.filter((name) => files.includes('main') || !name.test(PLATFORM)),
    maps: {},
  });
}

for (const file of BUNDLES.flat()) {
  const path = join(folder, `${file}.js`);
  const codeCache = relative(dirname(path), join(folder, CODE_CACHE)).replace(/^(?!\.)/, './');
  const modules = [codeCache, `./${basename(file)}.bundle.js`];
  await writeFile(path, modules.map((name) => `require(${JSON.stringify(name)});\n`).join(''));
}
