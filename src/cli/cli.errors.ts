/** The command cannot be executed. The message is shown without a stack trace. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
}

export class UsageError extends CliError {
  override readonly name = 'UsageError';

  constructor(problem: string, usage: string) {
    super(`${problem}\nUsage: npm run cli -- ${usage}`);
  }
}

export class QueueRefusedError extends CliError {
  override readonly name = 'QueueRefusedError';
}

export class StoresRefusedError extends CliError {
  override readonly name = 'StoresRefusedError';
}

export class SandboxUnreachableError extends CliError {
  override readonly name = 'SandboxUnreachableError';

  constructor(url: string) {
    super(`The local platform does not answer at ${url}. Start it with: npm run dev`);
  }
}

export class SandboxRefusedError extends CliError {
  override readonly name = 'SandboxRefusedError';

  constructor(status: number, message: string) {
    super(`The local platform answered ${status}: ${message}`);
  }
}

/** A given file cannot be used, or the platform cannot start. The message contains the reason. */
export class CannotRunError extends CliError {
  override readonly name = 'CannotRunError';
}
