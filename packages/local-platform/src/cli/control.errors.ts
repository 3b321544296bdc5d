import { CliError } from 'monday-persistence/command-line';

export class SandboxUnreachableError extends CliError {
  override readonly name = 'SandboxUnreachableError';

  constructor(url: string) {
    super(
      `The local platform does not answer at ${url}. Start it with: npm run dev, or monday-local-platform`,
    );
  }
}

export class SandboxRefusedError extends CliError {
  override readonly name = 'SandboxRefusedError';

  constructor(status: number, message: string) {
    super(`The local platform answered ${status}: ${message}`);
  }
}
