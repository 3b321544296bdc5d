import { NotFoundException } from '@nestjs/common';

/** No seeded user has this id. */
export class UnknownUserError extends NotFoundException {
  constructor() {
    super('This user does not exist; GET /__sandbox/users lists the users.');
  }
}

/** The file in `SANDBOX_SEED` is invalid. */
export class SeedError extends Error {
  override readonly name = 'SeedError';

  constructor(problem: string, cause?: unknown) {
    super(`The file in SANDBOX_SEED is not a valid seed file: ${problem}.`, { cause });
  }
}
