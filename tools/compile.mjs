/**
 * The first step of `npm run build` and of `npm run dev`: what is in `src`, of the app and of each package, goes to its
 * `dist`, and so do the tools that the build itself needs.
 */
import { pathToFileURL } from 'node:url';
import { Compiler } from './compiler.mjs';

/** Folders of sources, and where each is compiled to. */
const FOLDERS = [
  ['src', 'dist'],
  ['packages/persistence/src', 'packages/persistence/dist'],
  ['packages/local-platform/src', 'packages/local-platform/dist'],
  ['packages/create-monday-app-backend/src', 'packages/create-monday-app-backend/dist'],
  ['tools/openapi', 'tools/dist/openapi'],
];

/** The programs, without `.ts`. */
export const PROGRAMS = ['src/main', 'src/dev', 'src/cli/main', 'packages/local-platform/src/main'];

export const compiler = new Compiler(FOLDERS, PROGRAMS);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const failures = await compiler.compileAll();
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}
