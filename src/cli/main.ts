import { ConfigurationError, loadConfig, readVariables } from '../config/index.js';
import { runCli } from './run-cli.js';

/** `npm run cli -- <command>`. */
async function main(): Promise<void> {
  const variables = readVariables();
  const { sandbox } = loadConfig(variables);
  const output = {
    print: (line: string) => process.stdout.write(`${line}\n`),
    complain: (line: string) => process.stderr.write(`${line}\n`),
  };
  const words = process.argv.slice(2);
  process.exitCode = await runCli(words, `http://127.0.0.1:${sandbox.port}`, output, variables);
}

main().catch((error: unknown) => {
  const isExplained = error instanceof ConfigurationError;
  process.stderr.write(`${isExplained ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
