import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { findVerifiedRequest } from './verified-request-context.js';
import { type VerifiedRequest } from './verified-request.js';

/** What the current request of monday proved: account, user and, if monday sent one, the short-lived token. */
export const MondayContext = createParamDecorator(
  (_data: unknown, context: ExecutionContext): VerifiedRequest => {
    const verifiedRequest = findVerifiedRequest(context.switchToHttp().getRequest<object>());
    if (!verifiedRequest) throw new Error('This route has no guard for requests of monday.');
    return verifiedRequest;
  },
);

/** The same, under the name that block routes use. */
export const BlockContext = MondayContext;
