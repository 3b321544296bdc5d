import { type Type } from '@nestjs/common';

/** Loads the module of `src/app`. */
export type LoadApp = () => Promise<Type<object>>;
