import { NotFoundException } from '@nestjs/common';

/** No seeded user has this id. */
export class UnknownUserError extends NotFoundException {
  constructor() {
    super('The platform has no such user; GET /__sandbox/users lists them.');
  }
}

/** The file of `SANDBOX_SEED` cannot be used. */
export class SeedError extends Error {
  override readonly name = 'SeedError';

  constructor(problem: string, cause?: unknown) {
    super(`The file that SANDBOX_SEED names is no seed: ${problem}.`, { cause });
  }
}
