import { ConfigurationError, readVariables } from '../config/index.js';
import { SandboxInProductionError, SandboxPortTakenError, startSandbox } from './index.js';

/** `npm run sandbox`: the platform alone, until it is told to stop. */
async function main(): Promise<void> {
  const variables = readVariables();
  const sandbox = await startSandbox({
    variables,
    dataDir: variables.DATA_DIR || 'data',
    sidecarPort: Number(variables.SIDECAR_PORT || 59999),
  });
  process.stdout.write(`The local platform answers at ${sandbox.url} (console, users, boards, mailbox).\n`);

  const stop = (): void => {
    sandbox.close().catch(fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  const isExplained =
    error instanceof ConfigurationError ||
    error instanceof SandboxInProductionError ||
    error instanceof SandboxPortTakenError;
  process.stderr.write(`${isExplained ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}

main().catch(fail);
