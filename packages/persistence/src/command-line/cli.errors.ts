/** The command cannot be executed. The message is shown without a stack trace. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
}

/** The arguments are wrong. The usage line of the command is shown after the message. */
export class UsageError extends CliError {
  override readonly name = 'UsageError';
}

/** A given file cannot be used, or something that the command needs cannot start. The message contains the reason. */
export class CannotRunError extends CliError {
  override readonly name = 'CannotRunError';
}
