/**
 * `npm run dev`: compiles the app and the local platform, starts both, and restarts the app on every save. Types and the
 * OpenAPI document are checked and made beside it, and not waited for.
 */
import { createRequire } from 'node:module';
import { PROGRAMS, compileAll, compileFiles, unbundled } from './compile.mjs';

const begin = performance.now();
process.stdout.write('Compiling ...\n');
const failures = await compileAll();
process.stdout.write('Starting the app and the local platform ...\n');

const require = createRequire(import.meta.url);
const { exitProcess, tolerateBrokenStreams } = require('monday-persistence/output');
const { runDev } = require('../dist/launcher/index.js');
const compiled = (program) => require.resolve(`../${unbundled(program.replace(/(^|\/)src\//, '$1dist/'))}`);
const [app, , , platform] = PROGRAMS;

tolerateBrokenStreams();
const code = await runDev(process.argv.slice(2), {
  begin,
  programs: { app: compiled(app), platform: compiled(platform) },
  sources: {
    folders: ['src', 'packages/persistence/src'],
    compile: compileFiles,
    failures,
    checks: [
      {
        subject: 'Types',
        command: [require.resolve('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
      },
      { subject: 'OpenAPI document', command: ['tools/dist/openapi/main.js', 'dist/openapi.json'] },
    ],
  },
});
await exitProcess(code);
