import { createParamDecorator } from '@nestjs/common';
import { requireCaller, type CallerContext } from './caller-context.js';

/** The caller of the current request, as the guard proved it. */
export const CurrentCaller = createParamDecorator((): CallerContext => requireCaller());
