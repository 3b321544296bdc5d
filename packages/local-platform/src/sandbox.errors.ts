/** The local platform allows a login as any user, so it must not run in production. */
export class SandboxInProductionError extends Error {
  override readonly name = 'SandboxInProductionError';

  constructor() {
    super('The local platform does not start with NODE_ENV=production: it lets anyone log in as anyone.');
  }
}

/** A configured port is in use by another process. */
export class SandboxPortTakenError extends Error {
  override readonly name = 'SandboxPortTakenError';

  constructor(port: number, variable: string) {
    super(`Port ${port} is in use. Stop the process that uses it, or choose another port with ${variable}.`);
  }
}

/** This user may not listen on a configured port. */
export class SandboxPortRefusedError extends Error {
  override readonly name = 'SandboxPortRefusedError';

  constructor(port: number, variable: string) {
    super(`This user is not allowed to listen on port ${port}. Set ${variable} to a port above 1023.`);
  }
}
