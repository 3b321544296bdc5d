import { exitProcess, tolerateBrokenStreams } from 'monday-persistence/output';
import { runDev, type DevApp } from './run-dev.js';

/**
 * {@link runDev} as the work of this process, which ends with its exit code.
 * @param words of the command line
 */
export async function runDevProgram(words: readonly string[], app: DevApp): Promise<void> {
  tolerateBrokenStreams();
  await exitProcess(await runDev(words, app));
}
