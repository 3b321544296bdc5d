/** What the user typed or asked for cannot be done; shown without a stack. */
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

/** A file that was named cannot be used, or the platform cannot start; the message says why. */
export class CannotRunError extends CliError {
  override readonly name = 'CannotRunError';
}
