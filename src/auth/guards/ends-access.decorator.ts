import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const ENDS_ACCESS = Symbol('ENDS_ACCESS');

/** A route that only ends the caller's own access. Everybody may call it: monday need not confirm the user before. */
export const EndsAccess = (): CustomDecorator<symbol> => SetMetadata(ENDS_ACCESS, true);
