import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const IS_PUBLIC = Symbol('IS_PUBLIC');

/** Exempts a route or controller from the global caller guard. The route is public, or has its own guard. */
export const Public = (): CustomDecorator<symbol> => SetMetadata(IS_PUBLIC, true);
