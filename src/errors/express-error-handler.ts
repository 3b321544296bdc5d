import { type NextFunction, type Request, type Response } from 'express';
import { MiddlewareException } from './middleware.errors.js';

/**
 * Converts an error of the middleware below Nest into an `HttpException`, before Nest creates one that quotes the
 * request. `ErrorsModule` registers it after all routes.
 */
export function expressErrorHandler(
  error: unknown,
  _request: Request,
  _response: Response,
  next: NextFunction,
): void {
  next(MiddlewareException.from(error) ?? error);
}
