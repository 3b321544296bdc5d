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
  if (!command) return printHelp(words, { program, commands }, output);
  const rest = words.slice(command.words.split(' ').length);
  // Only directly after its name: `exec` hands on what follows its command.
  if (isHelp(rest[0])) return printCommands(program, [command], output);
  try {
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

/** Whether a word of a command line asks for help. */
export const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

/** The help of a program, or of the commands that begin with the same word. */
function printHelp<Context extends CommandContext>(
  words: readonly string[],
  { program, commands }: Pick<CommandLine<Context>, 'program' | 'commands'>,
  output: CliOutput,
): number {
  const [first] = words;
  if (first === undefined || first === 'help' || isHelp(first))
    return printCommands(program, commands, output);
  const group = commands.filter((command) => command.words.startsWith(`${first} `));
  if (group.length > 0 && words.some(isHelp)) return printCommands(program, group, output);
  const unknown = `Unknown command: ${words.slice(0, group.length > 0 ? 2 : 1).join(' ')}.`;
  output.printError(
    `${unknown} To list the commands: ${program} ${group.length > 0 ? `${first} --help` : 'help'}`,
  );
  return 2;
}

function printCommands<Context extends CommandContext>(
  program: string,
  commands: readonly Command<Context>[],
  output: CliOutput,
): number {
  const width = Math.max(...commands.map((command) => command.words.length));
  const lines = commands.flatMap((command) => [
    `  ${command.words.padEnd(width)}  ${command.summary}`,
    `  ${''.padEnd(width)}  ${usageOf(program, command)}`,
  ]);
  output.print(`Commands:\n${lines.join('\n')}`);
  return 0;
}
