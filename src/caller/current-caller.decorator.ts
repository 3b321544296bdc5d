import { createParamDecorator } from '@nestjs/common';
import { requireCaller, type CallerContext } from './caller-context.js';

/** The authenticated caller of the current request. */
export const CurrentCaller = createParamDecorator((): CallerContext => requireCaller());
