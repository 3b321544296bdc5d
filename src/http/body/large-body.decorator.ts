import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const TAKES_LARGE_BODY = Symbol('TAKES_LARGE_BODY');

/**
 * Allows bodies of up to 6 MiB plus the envelope on a route. Bodies over 100 kB are read only after the global guards
 * have accepted the caller, so the route must not be `@Public()`. The body is not parsed, regardless of its size; a
 * pipe of the route reads it from a `JsonBody`.
 */
export const LargeBody = (): CustomDecorator<symbol> => SetMetadata(TAKES_LARGE_BODY, true);
