import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const ALLOWS_VIEW = Symbol('ALLOWS_VIEW');

/** Lets a board view's session token call this route or controller; without it only users may. */
export const AllowView = (): CustomDecorator<symbol> => SetMetadata(ALLOWS_VIEW, true);
