import { ConfigurationError, loadConfig, readVariables } from '../config/index.js';
import { runCli } from './run-cli.js';

/** `npm run cli -- <command>`. */
async function main(): Promise<void> {
  const { sandbox } = loadConfig(readVariables());
  process.exitCode = await runCli(process.argv.slice(2), `http://127.0.0.1:${sandbox.port}`, {
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  });
}

main().catch((error: unknown) => {
  const isExplained = error instanceof ConfigurationError;
  process.stderr.write(`${isExplained ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
