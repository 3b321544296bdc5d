import { type NextFunction, type Request, type Response } from 'express';
import { MiddlewareException } from './middleware.errors.js';

/**
 * Hands an error of the middleware below Nest on as an `HttpException`, before Nest makes one of its own that quotes
 * the request. Stands behind all routes; `ErrorsModule` puts it there.
 */
export function expressErrorHandler(
  error: unknown,
  _request: Request,
  _response: Response,
  next: NextFunction,
): void {
  next(MiddlewareException.from(error) ?? error);
}
