/**
 * `npm run dev`, of this repository and of an app that depends on it: compiles the sources, starts the app and the local
 * platform, and restarts the app on every save.
 */
import { resolve } from 'node:path';
import { startViews } from './views/dev.mjs';

/**
 * @param words of the command line
 * @param project what to compile (`compiler`), to run (`programs`), to watch (`folders`) and to check beside it (`checks`)
 * @param loadLauncher the launcher, which may have to be compiled first
 */
export async function runDevOf(words, { compiler, programs, folders, checks }, loadLauncher) {
  const begin = performance.now();
  const isHelp = words.some((word) => ['--help', '-h'].includes(word));
  const say = (text) => isHelp || process.stdout.write(text);
  say('Compiling ...\n');
  const failures = await compiler.compileAll();
  say('Starting the app and the local platform ...\n');
  const { runDevProgram } = loadLauncher();
  await runDevProgram(words, {
    begin,
    programs: Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, resolve(path)])),
    sources: { folders, compile: (paths) => compiler.compileFiles(paths), failures, checks },
    startViews,
  });
}
