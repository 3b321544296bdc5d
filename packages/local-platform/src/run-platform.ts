import { UsageError } from 'monday-persistence/command-line';
import { gatherVariables } from 'monday-persistence/configuration';
import { npmIsGone } from 'monday-persistence/npm';
import { standardOutput } from 'monday-persistence/output';
import { accessSync, constants } from 'node:fs';
import { parseArgs } from 'node:util';
import { growYoungGeneration } from './heap-growth.js';
import { hostsFilePath, hostsWarning } from './tls/hosts-file.js';
import { portOf } from './port-of.js';
import { startSandbox, type SandboxOptions } from './start-sandbox.js';

const USAGE =
  'Usage: monday-local-platform [--data DIR] [--schema FILE] [--allow-host NAME]; see monday-local-platform help';

/**
 * Runs the platform until a stop signal, or until npm or npx, which started it, has ended.
 * @param words options of the command line
 * @throws UsageError, and what `startSandbox` throws
 */
export async function runPlatform(words: readonly string[]): Promise<void> {
  const sandbox = await startSandbox(optionsOf(words));
  growYoungGeneration();
  standardOutput.write(`The local platform answers at ${sandbox.url} (console, users, boards, mailbox).\n`);
  const warning = await hostsWarning(hostsFilePath(gatherVariables().SystemRoot));
  if (warning) standardOutput.write(`${warning}\n`);
  const signalled = new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve));
  await Promise.race([signalled, npmIsGone()]);
  await sandbox.close();
}

function optionsOf(words: readonly string[]): SandboxOptions {
  const variables = gatherVariables();
  const { data, schema, 'allow-host': viewHosts } = parse(words);
  if (schema !== undefined) assertReadable(schema);
  return {
    variables,
    dataDir: data ?? (variables.DATA_DIR || 'data'),
    sidecarPort: portOf(variables, 'SIDECAR_PORT', 59999),
    documentDbPort: 0,
    schemaFile: schema,
    viewHosts,
  };
}

/** The file is read by the first query. @throws UsageError */
function assertReadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

interface Options {
  readonly data?: string;
  readonly schema?: string;
  readonly 'allow-host'?: string[];
}

function parse(words: readonly string[]): Options {
  try {
    const options = {
      data: { type: 'string' },
      schema: { type: 'string' },
      'allow-host': { type: 'string', multiple: true },
    } as const;
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}
