import { type Variables } from '../config/index.js';
import { type AppFeatures } from '../feature/index.js';
import { type ControlClient } from './control.client.js';
import { type QueueClient } from './queue.client.js';
import { type StoresClient } from './stores.client.js';

/** The context of a command. Unused parts are neither read nor opened. */
export interface CommandContext {
  /** Arguments after the name of the command, including options. */
  readonly arguments: readonly string[];
  readonly sandbox: ControlClient;
  readonly queue: QueueClient;
  readonly stores: StoresClient;
  /** Of this process and its `.env`. @throws ConfigurationError if they cannot be read */
  readonly variables: Variables;
  /** Declarations of the app's features; absent for the commands of the local platform. */
  readonly features: AppFeatures;
  /** Prints one line of the result. */
  readonly print: (line: string) => void;
  /** Prints progress, separate from the result. */
  readonly report: (line: string) => void;
  /** Await it between the lines of a long result, so that they are not buffered for a slow reader. */
  readonly whenWritable?: () => Promise<void>;
}

/** One command of the table. */
export interface Command {
  /** Name of the command, such as `sandbox users`. */
  readonly words: string;
  /** The rest of the usage line. */
  readonly parameters?: string;
  readonly summary: string;
  /** Resolves to the exit code. @throws CliError */
  run(context: CommandContext): Promise<number>;
}

export const usageOf = (command: Command): string => `${command.words} ${command.parameters ?? ''}`.trim();
