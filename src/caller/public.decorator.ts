import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const IS_PUBLIC = Symbol('IS_PUBLIC');

/** Takes a route or controller out of the global caller guard: it is open, or proves its caller in a guard of its own. */
export const Public = (): CustomDecorator<symbol> => SetMetadata(IS_PUBLIC, true);
