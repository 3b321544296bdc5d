import { CliError } from './cli.errors.js';
import { usageOf, type Command } from './command.js';
import { COMMANDS } from './commands/index.js';
import { ControlClient } from './control-client.js';
import { QueueClient } from './queue-client.js';
import { StoresClient } from './stores-client.js';
import { type Variables } from '../config/index.js';

/** Where the command line writes. */
export interface CliOutput {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Runs one command line.
 * @param words what was typed, without the program
 * @param variables of the app whose queue and stores are looked after
 * @returns the exit code: 0 done, 1 failed, 2 not understood
 */
export async function runCli(
  words: readonly string[],
  sandboxUrl: string,
  output: CliOutput,
  variables: Variables = {},
): Promise<number> {
  const command = COMMANDS.find((each) => startsWith(words, each));
  if (!command) {
    const isAsked = words.length === 0 || words.includes('--help') || words[0] === 'help';
    (isAsked ? output.print : output.complain)(help());
    return isAsked ? 0 : 2;
  }
  try {
    return await command.run({
      arguments: words.slice(command.words.split(' ').length),
      sandbox: new ControlClient(sandboxUrl),
      queue: new QueueClient(variables),
      stores: new StoresClient(variables),
      variables,
      print: output.print,
      report: output.complain,
    });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    output.complain(error.message);
    return error.name === 'UsageError' ? 2 : 1;
  }
}

const startsWith = (words: readonly string[], { words: own }: Command): boolean =>
  own.split(' ').every((word, index) => words[index] === word);

function help(): string {
  const width = Math.max(...COMMANDS.map((command) => command.words.length));
  const lines = COMMANDS.flatMap((command) => [
    `  ${command.words.padEnd(width)}  ${command.summary}`,
    `  ${''.padEnd(width)}  npm run cli -- ${usageOf(command)}`,
  ]);
  return `Commands:\n${lines.join('\n')}`;
}
