/** Known to every copy of this module: a bundle of the app contains one, and the local platform beside it another. */
const CLI_ERROR = Symbol.for('monday-persistence/cli-error');

/** The command cannot be executed. The message is shown without a stack trace. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
  readonly [CLI_ERROR] = true;
}

/** The arguments are wrong. The usage line of the command is shown after the message. */
export class UsageError extends CliError {
  override readonly name = 'UsageError';
}

/** A given file cannot be used, or something that the command needs cannot start. The message contains the reason. */
export class CannotRunError extends CliError {
  override readonly name = 'CannotRunError';
}

/** Whether it is an error of a command, of whichever copy of this module. */
export const isCliError = (error: unknown): error is CliError => error instanceof Error && CLI_ERROR in error;

/** Whether it is a {@link UsageError}, of whichever copy of this module. */
export const isUsageError = (error: unknown): error is UsageError =>
  isCliError(error) && error.name === 'UsageError';
