import { CommandError } from './command-error.js';

/** A command that something may befall. */
export interface DisturbedCommand {
  readonly name: string;
  /** `undefined` if the command is about none. */
  readonly collection: string | undefined;
  readonly isInTransaction: boolean;
}

/** What befalls a command: a refusal, no answer ever, or the end of the connection. */
export type Disturbance = CommandError | 'hang' | 'reset';

/** Decides for each command, which it may also delay. `undefined`: the command runs. */
export type Disturb = (command: DisturbedCommand) => Promise<Disturbance | undefined>;

/** Refusals as Google's statuses arrive in MongoDB's form (docs/monday-platform.md#document-db). */
export const REFUSALS = {
  overQuota: (): CommandError => new CommandError('ResourceExhausted', 'RESOURCE_EXHAUSTED: Quota exceeded.'),
  unavailable: (): CommandError =>
    new CommandError('HostUnreachable', 'UNAVAILABLE: The service is currently unavailable.'),
  denied: (): CommandError =>
    new CommandError('Unauthorized', 'PERMISSION_DENIED: Missing or insufficient permissions.'),
  conflict: (isInTransaction: boolean): CommandError =>
    new CommandError(
      'WriteConflict',
      'ABORTED: Too much contention on these documents.',
      isInTransaction ? ['TransientTransactionError'] : [],
    ),
} as const;
