import { ProcessOutput } from 'monday-persistence/command-line';
import { ConfigurationError } from '../config/index.js';
import { DeclarationError } from '../discovery/index.js';
import { AppFeatures, findFeatures } from '../feature/index.js';
import { ProcessCliEnvironment } from './process-cli-environment.js';
import { runCli } from './run-cli.js';

const output = new ProcessOutput(process.stdout, process.stderr);

/** `npm run cli -- <command>`. */
async function main(): Promise<number> {
  try {
    const words = process.argv.slice(2);
    return await runCli(words, new ProcessCliEnvironment(await featuresFor(words)), output);
  } catch (error) {
    if (!output.isFailure(error)) output.printError(textOf(error));
    return 1;
  }
}

/** The commands of the local platform do not load the app, so they are fast. */
async function featuresFor([word]: readonly string[]): Promise<AppFeatures> {
  if (word === undefined || word === 'sandbox' || word === 'help' || word === '--help')
    return new AppFeatures([]);
  const { AppModule } = await import('../app/app.module.js');
  return findFeatures([AppModule]);
}

function textOf(error: unknown): string {
  const isExplained = error instanceof ConfigurationError || error instanceof DeclarationError;
  return isExplained ? error.message : String((error as Error).stack ?? error);
}

void main()
  .then((code) => output.end(code))
  .then((code) => {
    process.exitCode = code;
  });
