import { CliError } from './cli.errors.js';
import { usageOf, type Command, type CommandContext } from './command.js';
import { COMMANDS } from './commands/index.js';
import { ControlClient } from './control.client.js';
import { QueueClient } from './queue.client.js';
import { StoresClient } from './stores.client.js';
import { type Variables } from '../config/index.js';
import { AppFeatures } from '../feature/index.js';

/** Where the command line writes. */
export interface CliOutput {
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  /** Resolves when more lines can be printed without buffering. Absent if printing never buffers. */
  readonly whenWritable?: () => Promise<void>;
}

/**
 * Resources of commands. They are resolved on demand, because commands such as `doctor` must work with an invalid
 * configuration.
 */
export interface CliEnvironment {
  /** Address of the local platform. @throws ConfigurationError */
  readonly sandboxUrl: string;
  /** Variables of the app whose queue and stores are managed. @throws ConfigurationError */
  readonly variables: Variables;
  /** Features of that app; absent for none. */
  readonly features?: AppFeatures;
}

/**
 * Runs one command line.
 * @param words arguments without the program
 * @returns the exit code: 0 success, 1 failure, 2 invalid arguments
 */
export async function runCli(
  words: readonly string[],
  environment: CliEnvironment,
  output: CliOutput,
): Promise<number> {
  const command = COMMANDS.find((each) => startsWith(words, each));
  if (!command) {
    const isAsked = words.length === 0 || words.includes('--help') || words[0] === 'help';
    (isAsked ? output.print : output.printError)(help());
    return isAsked ? 0 : 2;
  }
  try {
    const rest = words.slice(command.words.split(' ').length);
    return await command.run(contextOf(rest, environment, output));
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    output.printError(error.message);
    return error.name === 'UsageError' ? 2 : 1;
  }
}

function contextOf(
  given: readonly string[],
  environment: CliEnvironment,
  { print, printError, whenWritable }: CliOutput,
): CommandContext {
  return {
    arguments: given,
    get sandbox() {
      return new ControlClient(environment.sandboxUrl);
    },
    get queue() {
      return new QueueClient(environment.variables);
    },
    get stores() {
      return new StoresClient(environment.variables);
    },
    get variables() {
      return environment.variables;
    },
    features: environment.features ?? new AppFeatures([]),
    print,
    report: printError,
    ...(whenWritable && { whenWritable }),
  };
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
