import { CannotRunError, UsageError } from 'monday-persistence/command-line';
import { npmIsGone } from 'monday-persistence/npm';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { portOf } from '../../port-of.js';
import { type Sandbox } from '../../start-sandbox.js';
import { environmentOf, type Variables } from 'monday-persistence/configuration';
import { clientVariables, withPreload } from '../client-variables.js';
import { type PlatformCommand } from '../platform-command.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const exec: PlatformCommand = {
  words: 'exec',
  parameters: '-- <command> [argument]...',
  summary: 'starts a new platform, runs the command with the variables for it, and stops the platform',
  async run({ arguments: given, variables }) {
    const words = given[0] === '--' ? given.slice(1) : given;
    const [command, ...rest] = words;
    if (command === undefined) throw new UsageError('Give a command.');
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-exec-'));
    try {
      const platform = await start(variables, dataDir);
      try {
        const overrides = {
          ...(await clientVariables(platform.variables, variables)),
          NODE_OPTIONS: withPreload(variables.NODE_OPTIONS),
        };
        return await run(command, rest, environmentOf(variables, overrides));
      } finally {
        await platform.close();
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function start(variables: Variables, dataDir: string): Promise<Sandbox> {
  // Loaded here, because only this command needs the whole platform.
  const { startSandbox } = await import('../../start-sandbox.js');
  try {
    const sidecarPort = portOf(variables, 'SIDECAR_PORT', 59999);
    return await startSandbox({ variables, dataDir, port: 0, smtpPort: 0, sidecarPort, documentDbPort: 0 });
  } catch (error) {
    throw new CannotRunError((error as Error).message);
  }
}

/** Resolves to the exit code of the command, as in a shell. */
function run(command: string, given: readonly string[], env: Variables): Promise<number> {
  const child = spawn(command, [...given], { env: { ...env }, stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  void npmIsGone().then(() => pass('SIGTERM'));
  return new Promise<number>((resolve, reject) => {
    child.once('error', () => reject(new CannotRunError(`${command} cannot be run.`)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, pass);
  });
}
