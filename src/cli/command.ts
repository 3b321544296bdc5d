import {
  type Command as AnyCommand,
  type CommandContext as AnyContext,
} from 'monday-persistence/command-line';
import { type Variables } from '../config/index.js';
import { type AppFeatures } from '../feature/index.js';
import { type JobsClient } from './jobs.client.js';
import { type QueueClient } from './queue.client.js';
import { type StoresClient } from './stores.client.js';

/** The context of a command of the app. Unused parts are neither read nor opened. */
export interface CommandContext extends AnyContext {
  readonly queue: QueueClient;
  readonly stores: StoresClient;
  readonly jobs: JobsClient;
  /** Address of the local platform. @throws ConfigurationError */
  readonly sandboxUrl: () => string;
  /** Of this process and its `.env`. @throws ConfigurationError if they cannot be read */
  readonly variables: Variables;
  /** Declarations of the app's features. */
  readonly features: AppFeatures;
}

export type Command = AnyCommand<CommandContext>;
