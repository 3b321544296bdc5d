/**
 * The last step of `compiledApp()`: bundles its programs. Each of some thousand files would have to be found, read and compiled by
 * each process of a test, which is most of what a start costs.
 * @param argv the folder of the compiled files, in which the bundles replace the programs
 */
import { join } from 'node:path';
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
const [, , folder] = process.argv;

for (const files of BUNDLES) {
  await bundlePrograms({
    input: Object.fromEntries(files.map((file) => [file, join(folder, `${file}.js`)])),
    dir: folder,
    // Here the platform is bundled itself where it is not a program of its own.
    external: PACKAGES_LEFT_OUT.filter((name) => files.includes('main') || !name.test(PLATFORM)),
    maps: {},
  });
}
