import { type Command, type CommandContext } from 'monday-persistence/command-line';
import { type Variables } from 'monday-persistence/configuration';
import { type ControlClient } from './control.client.js';

/** The context of a command of the local platform. Unused parts are neither read nor opened. */
export interface PlatformContext extends CommandContext {
  readonly sandbox: ControlClient;
  /** Of this process and its `.env`. @throws ConfigurationError if they cannot be read */
  readonly variables: Variables;
}

export type PlatformCommand = Command<PlatformContext>;
