import { type NextFunction, type Request, type Response } from 'express';

/** Looks at a request once its reply is out or its client is gone. */
export type RequestWatcher = (request: Request, response: Response, durationMs: number) => void;

/** Calls the watchers once for each request. Stands before everything else, so that it sees every refusal too. */
export function whenOver(watchers: readonly RequestWatcher[]) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const start = performance.now();
    response.on('close', () => {
      const durationMs = performance.now() - start;
      for (const watch of watchers) watch(request, response, durationMs);
    });
    next();
  };
}
