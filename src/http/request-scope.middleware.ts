import { type NextFunction, type Request, type Response } from 'express';
import { findScope, runInRequestScope, type Scope } from '../caller/index.js';

const SCOPE = Symbol('SCOPE');

type ScopedRequest = Request & { [SCOPE]?: Scope };

/**
 * Opens the scope in which guards and handlers of the request run. It is the last step before the routes, because
 * earlier steps wait for socket events, which would lose the scope.
 */
export function openScope(request: ScopedRequest, _response: Response, next: NextFunction): void {
  runInRequestScope(() => {
    request[SCOPE] = findScope();
    next();
  }, request.id);
}

/** The scope of a request, also accessible outside of it; `undefined` if the request was refused earlier. */
export function scopeOf(request: Request): Scope | undefined {
  return (request as ScopedRequest)[SCOPE];
}
