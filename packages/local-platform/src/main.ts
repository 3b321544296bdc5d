#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ConfigurationError, gatherVariables } from 'monday-persistence/configuration';
import { exitProcess, standardOutput, tolerateBrokenStreams } from 'monday-persistence/output';
import { SandboxInProductionError, SandboxPortTakenError, startSandbox } from './index.js';

/**
 * `npm run sandbox`: the platform alone, until it receives a stop signal. `--schema FILE` serves a custom GraphQL
 * schema.
 */
async function main(): Promise<void> {
  const variables = gatherVariables();
  const { values } = parseArgs({ options: { schema: { type: 'string' } } });
  const sandbox = await startSandbox({
    variables,
    dataDir: variables.DATA_DIR || 'data',
    sidecarPort: Number(variables.SIDECAR_PORT || 59999),
    schemaFile: values.schema,
  });
  standardOutput.write(`The local platform answers at ${sandbox.url} (console, users, boards, mailbox).\n`);

  const stop = (): void => {
    void sandbox.close().then(() => exitProcess(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): Promise<never> {
  const isExplained =
    error instanceof ConfigurationError ||
    error instanceof SandboxInProductionError ||
    error instanceof SandboxPortTakenError;
  process.stderr.write(`${isExplained ? error.message : String((error as Error).stack ?? error)}\n`);
  return exitProcess(1);
}

tolerateBrokenStreams();
main().catch(fail);
