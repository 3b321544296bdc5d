import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const ALLOWS_VIEW = Symbol('ALLOWS_VIEW');

/** Allows board views to call this route or controller. By default, only users can call it. */
export const AllowView = (): CustomDecorator<symbol> => SetMetadata(ALLOWS_VIEW, true);
