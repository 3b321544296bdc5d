import { type Variables } from '../config/index.js';
import { type Features } from '../feature/index.js';
import { type ControlClient } from './control.client.js';
import { type QueueClient } from './queue.client.js';
import { type StoresClient } from './stores.client.js';

/** What a command is given. What it does not ask for is neither read nor opened. */
export interface CommandContext {
  /** What stands after the command's words, options included. */
  readonly arguments: readonly string[];
  readonly sandbox: ControlClient;
  readonly queue: QueueClient;
  readonly stores: StoresClient;
  /** Of this process and its `.env`. @throws ConfigurationError if they cannot be read */
  readonly variables: Variables;
  /** What the features of the app declare; none for the commands of the local platform. */
  readonly features: Features;
  /** Prints one line of the result. */
  readonly print: (line: string) => void;
  /** Tells how far it is, beside the result. */
  readonly report: (line: string) => void;
  /** To be awaited between the lines of a long result, so that they do not wait in memory for a slow reader. */
  readonly whenWritable?: () => Promise<void>;
}

/** One command of the table. */
export interface Command {
  /** The words that call it, such as `sandbox users`. */
  readonly words: string;
  /** The rest of the usage line. */
  readonly parameters?: string;
  readonly summary: string;
  /** Resolves to the exit code. @throws CliError */
  run(context: CommandContext): Promise<number>;
}

export const usageOf = (command: Command): string => `${command.words} ${command.parameters ?? ''}`.trim();
