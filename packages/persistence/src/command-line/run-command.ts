import { isCliError, isUsageError } from './cli.errors.js';
import { type Command, type CommandContext } from './command.js';

/** Where a program writes. */
export interface CliOutput {
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  /** Resolves when more lines can be printed without buffering. Absent if printing never buffers. */
  readonly whenWritable?: () => Promise<void>;
}

/** A program with commands. */
export interface CommandLine<Context extends CommandContext> {
  /** What stands before the words of a command in a terminal. */
  readonly program: string;
  /** In the order of the help. A command precedes others whose name begins with its own. */
  readonly commands: readonly Command<Context>[];
  /** Completes the context of a command. Use getters for what not every command needs. */
  readonly contextOf: (common: CommandContext) => Context;
}

/**
 * Runs the command that the words begin with.
 * @param words arguments without the program
 * @returns the exit code: 0 success, 1 failure, 2 invalid arguments
 */
export async function runCommand<Context extends CommandContext>(
  words: readonly string[],
  { program, commands, contextOf }: CommandLine<Context>,
  output: CliOutput,
): Promise<number> {
  const command = findCommand(words, commands);
  if (!command) {
    const isAsked = words.length === 0 || words.includes('--help') || words[0] === 'help';
    (isAsked ? output.print : output.printError)(helpOf(program, commands));
    return isAsked ? 0 : 2;
  }
  try {
    const rest = words.slice(command.words.split(' ').length);
    return await command.run(contextOf(commonContext(rest, output)));
  } catch (error) {
    if (!isCliError(error)) throw error;
    output.printError(error.message);
    if (!isUsageError(error)) return 1;
    output.printError(`Usage: ${usageOf(program, command)}`);
    return 2;
  }
}

/** The command whose name the words begin with. */
export const findCommand = <Named extends { readonly words: string }>(
  words: readonly string[],
  commands: readonly Named[],
): Named | undefined =>
  commands.find((command) => command.words.split(' ').every((word, index) => words[index] === word));

const commonContext = (given: readonly string[], output: CliOutput): CommandContext => ({
  arguments: given,
  print: output.print,
  report: output.printError,
  ...(output.whenWritable && { whenWritable: output.whenWritable }),
});

const usageOf = (
  program: string,
  { words, parameters }: Pick<Command<never>, 'words' | 'parameters'>,
): string => [program, words, parameters].filter(Boolean).join(' ');

function helpOf<Context extends CommandContext>(
  program: string,
  commands: readonly Command<Context>[],
): string {
  const width = Math.max(...commands.map((command) => command.words.length));
  const lines = commands.flatMap((command) => [
    `  ${command.words.padEnd(width)}  ${command.summary}`,
    `  ${''.padEnd(width)}  ${usageOf(program, command)}`,
  ]);
  return `Commands:\n${lines.join('\n')}`;
}
