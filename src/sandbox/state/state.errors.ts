import { NotFoundException } from '@nestjs/common';

/** No seeded user has this id. */
export class UnknownUserError extends NotFoundException {
  constructor() {
    super('The platform has no such user; GET /__sandbox/users lists them.');
  }
}
