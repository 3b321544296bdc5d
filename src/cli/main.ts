import { ConfigurationError } from '../config/index.js';
import { ProcessOutput } from './process-output.js';
import { ProcessCliEnvironment } from './process-cli-environment.js';
import { runCli } from './run-cli.js';

const output = new ProcessOutput(process.stdout, process.stderr);

/** `npm run cli -- <command>`. */
async function main(): Promise<number> {
  try {
    return await runCli(process.argv.slice(2), new ProcessCliEnvironment(), output);
  } catch (error) {
    if (!output.isFailure(error)) output.printError(textOf(error));
    return 1;
  }
}

function textOf(error: unknown): string {
  return error instanceof ConfigurationError ? error.message : String((error as Error).stack ?? error);
}

void main()
  .then((code) => output.end(code))
  .then((code) => {
    process.exitCode = code;
  });
