import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { findProof } from './verified-request-context.js';
import type { RequestProof } from './verified-request.js';

/** What the current request of monday proved: account, user and, where monday sent one, the short-lived token. */
export const MondayContext = createParamDecorator(
  (_data: unknown, context: ExecutionContext): RequestProof => {
    const proof = findProof(context.switchToHttp().getRequest<object>());
    if (!proof) throw new Error('This route has no guard for requests of monday.');
    return proof;
  },
);

/** The same, under the name that block routes use. */
export const BlockContext = MondayContext;
