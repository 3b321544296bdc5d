import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const TAKES_LARGE_BODY = Symbol('TAKES_LARGE_BODY');

/**
 * Lets a route take a body of up to 6 MiB plus its envelope. What is over 100 kB is read only after the global guards
 * have let the caller in, so the route must not be `@Public()`. The body is not parsed, whatever its size: a pipe of the
 * route reads it from a `JsonBody`.
 */
export const LargeBody = (): CustomDecorator<symbol> => SetMetadata(TAKES_LARGE_BODY, true);
