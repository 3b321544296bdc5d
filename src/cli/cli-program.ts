import { isHelp, ProcessOutput } from 'monday-persistence/command-line';
import { ConfigurationError } from '../config/index.js';
import { DeclarationError } from '../discovery/index.js';
import { AppFeatures, findFeatures } from '../feature/index.js';
import { ProcessCliEnvironment } from './process-cli-environment.js';
import { type LoadApp } from './load-app.js';
import { runCli } from './run-cli.js';

/**
 * Runs one command line in this process, and sets its exit code.
 * @param words arguments without the program
 */
export async function runCliProgram(words: readonly string[], loadApp: LoadApp): Promise<void> {
  const output = new ProcessOutput(process.stdout, process.stderr);
  process.exitCode = await output.end(await exitCodeOf(words, loadApp, output));
}

async function exitCodeOf(
  words: readonly string[],
  loadApp: LoadApp,
  output: ProcessOutput,
): Promise<number> {
  try {
    return await runCli(words, new ProcessCliEnvironment(await featuresFor(words, loadApp), loadApp), output);
  } catch (error) {
    if (!output.isFailure(error)) output.printError(textOf(error));
    return 1;
  }
}

/** Those of the local platform are faster without the app; the others work on files alone. */
const WITHOUT_APP = new Set([undefined, 'codegen', 'help', 'rename', 'sandbox', 'upgrade']);

async function featuresFor(words: readonly string[], loadApp: LoadApp): Promise<AppFeatures> {
  return WITHOUT_APP.has(words[0]) || words.some(isHelp)
    ? new AppFeatures([])
    : findFeatures([await loadApp()]);
}

function textOf(error: unknown): string {
  const isExplained = error instanceof ConfigurationError || error instanceof DeclarationError;
  return isExplained ? error.message : String((error as Error).stack ?? error);
}
