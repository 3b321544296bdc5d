/** `npm run dev`: types and the OpenAPI document are checked and made beside the app, and not waited for. */
import { createRequire } from 'node:module';
import { PROGRAMS, compiler } from './compile.mjs';
import { unbundled } from './compiler.mjs';
import { runDevOf } from './dev-program.mjs';

const require = createRequire(import.meta.url);
const compiled = (program) => unbundled(program.replace(/(^|\/)src\//, '$1dist/'));
const [app, , , platform] = PROGRAMS;

const project = {
  compiler,
  programs: { app: compiled(app), platform: compiled(platform) },
  folders: ['src', 'packages/persistence/src'],
  checks: [
    { subject: 'Types', command: [require.resolve('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
    { subject: 'OpenAPI document', command: ['tools/dist/openapi/main.js', 'dist/openapi.json'] },
  ],
};
await runDevOf(process.argv.slice(2), project, () => require('../dist/launcher/index.js'));
