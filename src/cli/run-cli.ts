import {
  runCommand,
  type CliOutput,
  type Command as AnyCommand,
  type CommandContext as AnyContext,
} from 'monday-persistence/command-line';
import { type ControlClient } from 'monday-local-platform/cli';
import { type Variables } from '../config/index.js';
import { AppFeatures } from '../feature/index.js';
import { type CommandContext } from './command.js';
import { COMMANDS } from './commands/index.js';
import { JobsClient } from './jobs.client.js';
import { type LoadApp } from './load-app.js';
import { QueueClient } from './queue.client.js';
import { StoresClient } from './stores.client.js';

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
  /** Loads the module of that app. */
  readonly loadApp?: LoadApp;
}

/** Of a command of the app or of the local platform. */
type Context = CommandContext & { readonly sandbox: ControlClient };

const PROGRAM = 'npm run cli --';
const OF_PLATFORM = 'sandbox';

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
  const isOfApp = COMMANDS.some(({ words: own }) => own.split(' ')[0] === words[0]);
  const platform = isOfApp ? undefined : await loadPlatform();
  const commands: readonly AnyCommand<Context>[] = [
    ...COMMANDS,
    ...(platform?.PLATFORM_COMMANDS ?? []).map((command) => ({
      ...command,
      words: `${OF_PLATFORM} ${command.words}`,
    })),
  ];
  const contextOf = (common: AnyContext): Context => ({
    ...common,
    get sandbox() {
      if (!platform) throw new Error('The local platform is not installed.');
      return new platform.ControlClient(environment.sandboxUrl);
    },
    get queue() {
      return new QueueClient(environment.variables);
    },
    get stores() {
      return new StoresClient(environment.variables);
    },
    sandboxUrl: () => environment.sandboxUrl,
    get jobs() {
      const { loadApp = noApp } = environment;
      return new JobsClient(environment.variables, () => environment.sandboxUrl, loadApp);
    },
    get variables() {
      return environment.variables;
    },
    features: environment.features ?? new AppFeatures([]),
  });
  return runCommand(words, { program: PROGRAM, commands, contextOf }, output);
}

const noApp: LoadApp = () => Promise.reject(new Error('There is no app.'));

/** Production is installed without the local platform, and has no commands for it. */
async function loadPlatform(): Promise<typeof import('monday-local-platform/cli') | undefined> {
  try {
    return await import('monday-local-platform/cli');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
