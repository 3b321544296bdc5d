/** The local platform lets anyone log in as anyone, so it has no place in production. */
export class SandboxInProductionError extends Error {
  override readonly name = 'SandboxInProductionError';

  constructor() {
    super('The local platform does not start with NODE_ENV=production: it lets anyone log in as anyone.');
  }
}

/** Something else listens on a port that the platform was told to take. */
export class SandboxPortTakenError extends Error {
  override readonly name = 'SandboxPortTakenError';

  constructor(port: number, variable: string) {
    super(`Port ${port} is in use. Stop the process that uses it, or choose another port with ${variable}.`);
  }
}
