/**
 * The last step of `compiledApp()`: bundles its programs, and a module whose settings a test changes in one. Each of some thousand
 * files would have to be found, read and compiled by each process of a test, which is most of what a start costs.
 * @param argv the folder of the compiled files, in which the bundles replace the modules of the same names
 */
import { join } from 'node:path';
import { bundlePackage, PACKAGES_LEFT_OUT } from '../../../tools/bundler.mjs';

const BUNDLES = [
  ['main', 'dev', 'cli/main', 'queue/drivers/persistent.driver'],
  ['node_modules/monday-local-platform/dist/main'],
];
const [, , folder] = process.argv;

for (const names of BUNDLES) {
  await bundlePackage({
    input: Object.fromEntries(names.map((name) => [name, join(folder, `${name}.js`)])),
    dir: folder,
    external: PACKAGES_LEFT_OUT,
  });
}
