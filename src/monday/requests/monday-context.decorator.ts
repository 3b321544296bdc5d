import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { findVerifiedRequest } from './verified-request-context.js';
import { type VerifiedRequest } from './verified-request.js';

/** The verified data of the current request from monday: account, user and, if present, the short-lived token. */
export const MondayContext = createParamDecorator(
  (_data: unknown, context: ExecutionContext): VerifiedRequest => {
    const verifiedRequest = findVerifiedRequest(context.switchToHttp().getRequest<object>());
    if (!verifiedRequest) throw new Error('This route has no guard for requests of monday.');
    return verifiedRequest;
  },
);

/** Alias for block routes. */
export const BlockContext = MondayContext;
