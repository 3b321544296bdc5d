import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const ALLOWS_READ_ONLY = Symbol('ALLOWS_READ_ONLY');

/**
 * Allows viewers and guests to call this route or controller whatever its method, such as a search by POST. By default,
 * they can only call GET and HEAD.
 */
export const AllowReadOnly = (): CustomDecorator<symbol> => SetMetadata(ALLOWS_READ_ONLY, true);
