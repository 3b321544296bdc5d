import { ConfigurationError } from '../config/index.js';
import { ProcessSurroundings } from './process-surroundings.js';
import { runCli } from './run-cli.js';

/** `npm run cli -- <command>`. */
async function main(): Promise<void> {
  const output = {
    print: (line: string) => process.stdout.write(`${line}\n`),
    complain: (line: string) => process.stderr.write(`${line}\n`),
  };
  process.exitCode = await runCli(process.argv.slice(2), new ProcessSurroundings(), output);
}

main().catch((error: unknown) => {
  const isExplained = error instanceof ConfigurationError;
  process.stderr.write(`${isExplained ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
