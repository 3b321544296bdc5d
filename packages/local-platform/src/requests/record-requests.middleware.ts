import { type INestApplicationContext } from '@nestjs/common';
import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { Clock } from 'monday-persistence/clock';
import { isConsolePath } from '../pages/index.js';
import { RequestLog } from './request-log.js';

const SIDECAR = /^\/__sidecar/;

/** Records each request, except those of the console, in the {@link RequestLog}, once it is answered. */
export function recordRequests(app: INestApplicationContext): RequestHandler {
  const log = app.get(RequestLog);
  const clock = app.get(Clock);
  return (request: Request, response: Response, next: NextFunction): void => {
    const { method } = request;
    const path = (request.originalUrl.split('?', 1)[0] ?? '').replace(SIDECAR, '/sidecar');
    const start = performance.now();
    response.once('close', () => {
      if (isConsolePath(path)) return;
      const milliseconds = performance.now() - start;
      log.add({ at: new Date(clock.now()), method, path, status: response.statusCode, milliseconds });
    });
    next();
  };
}
