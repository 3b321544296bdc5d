#!/usr/bin/env node
import './at-start.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHelp, ProcessOutput, runCommand, UsageError } from 'monday-persistence/command-line';
import { ConfigurationError, gatherVariables } from 'monday-persistence/configuration';
import { exitProcess, tolerateBrokenStreams } from 'monday-persistence/output';
import { ControlClient, PLATFORM_COMMANDS, type PlatformContext } from './cli/index.js';
import { SandboxInProductionError, SandboxPortRefusedError, SandboxPortTakenError } from './index.js';
import { portOf } from './port-of.js';
import { runPlatform } from './run-platform.js';

const EXPLAINED = [
  ConfigurationError,
  SandboxInProductionError,
  SandboxPortRefusedError,
  SandboxPortTakenError,
  UsageError,
];
const VERSION = '--version';
const HELP = `monday-local-platform [--data DIR] [--schema FILE] [--allow-host NAME] starts the platform, until Ctrl+C.\n`;

/** `monday-local-platform`, or `npm run sandbox`: the platform alone; with the name of a command, that command. */
async function main(words: readonly string[]): Promise<number> {
  const [first = '-'] = words;
  if (!first.startsWith('-') || isHelp(first) || first === VERSION) return runCommandLine(words);
  tolerateBrokenStreams();
  await runPlatform(words);
  return 0;
}

async function runCommandLine(words: readonly string[]): Promise<number> {
  const output = new ProcessOutput(process.stdout, process.stderr);
  try {
    return await output.end(await exitCodeOf(words, output));
  } catch (error) {
    if (!output.isFailure(error)) throw error;
    return output.end(1);
  }
}

async function exitCodeOf(words: readonly string[], output: ProcessOutput): Promise<number> {
  if (words[0] === VERSION) {
    output.print(versionOfPackage());
    return 0;
  }
  if (words[0] === 'help' || isHelp(words[0])) output.print(HELP);
  const line = { program: 'monday-local-platform', commands: PLATFORM_COMMANDS, contextOf };
  return runCommand(words, line, output);
}

function versionOfPackage(): string {
  const text = readFileSync(join(__dirname, '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

const contextOf = (common: Omit<PlatformContext, 'sandbox' | 'variables'>): PlatformContext => ({
  ...common,
  get sandbox() {
    return new ControlClient(`http://127.0.0.1:${portOf(gatherVariables(), 'SANDBOX_PORT', 8081)}`);
  },
  get variables() {
    return gatherVariables();
  },
});

function fail(error: unknown): number {
  const isExplained = EXPLAINED.some((each) => error instanceof each);
  process.stderr.write(
    `${isExplained ? (error as Error).message : String((error as Error).stack ?? error)}\n`,
  );
  return error instanceof UsageError ? 2 : 1;
}

void main(process.argv.slice(2)).catch(fail).then(exitProcess);
