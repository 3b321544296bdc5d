import { type NextFunction, type Request, type Response } from 'express';

/** Called when the reply of a request was sent or its client disconnected. */
export type RequestObserver = (request: Request, response: Response, durationMs: number) => void;

/** Calls the observers once for each request. It is the first middleware, so that it also sees every refusal. */
export function onRequestEnd(observers: readonly RequestObserver[]) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const start = performance.now();
    response.on('close', () => {
      const durationMs = performance.now() - start;
      for (const observe of observers) observe(request, response, durationMs);
    });
    next();
  };
}
