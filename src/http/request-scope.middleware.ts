import { type NextFunction, type Request, type Response } from 'express';
import { findScope, runInRequestScope, type Scope } from '../caller/index.js';

const SCOPE = Symbol('SCOPE');

type ScopedRequest = Request & { [SCOPE]?: Scope };

/**
 * Opens the scope in which guards and handlers of the request run. It is the last step before the routes: what comes
 * earlier waits for events of the socket, which would lose it.
 */
export function openScope(request: ScopedRequest, _response: Response, next: NextFunction): void {
  runInRequestScope(() => {
    request[SCOPE] = findScope();
    next();
  }, request.id);
}

/** The scope of a request, also outside of it; `undefined` for one that was refused before it got that far. */
export function scopeOf(request: Request): Scope | undefined {
  return (request as ScopedRequest)[SCOPE];
}
