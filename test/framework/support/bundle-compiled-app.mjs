/**
 * The last step of `compiledApp()`: bundles its programs. Each of some thousand files would have to be found, read and compiled by
 * each process of a test, which is most of what a start costs.
 * @param argv the folder of the compiled files, in which the bundles replace the programs
 */
import { join } from 'node:path';
import { bundlePackage, PACKAGES_LEFT_OUT } from '../../../tools/bundler.mjs';

/** Bundles by the compiled files that they begin with. Those of a line share their modules. */
const BUNDLES = [
  {
    main: 'main',
    dev: 'dev',
    'cli/main': 'cli/main',
    // Not in place of the module, which others load with modules that are not bundled: there would be two of its classes.
    'settings-of-main': 'queue/drivers/persistent.driver',
  },
  { 'node_modules/monday-local-platform/dist/main': 'node_modules/monday-local-platform/dist/main' },
];
const [, , folder] = process.argv;

for (const files of BUNDLES) {
  await bundlePackage({
    input: Object.fromEntries(
      Object.entries(files).map(([name, file]) => [name, join(folder, `${file}.js`)]),
    ),
    dir: folder,
    external: PACKAGES_LEFT_OUT,
  });
}
