import { type NextFunction, type Request, type Response } from 'express';
import { type Scope } from '../caller/index.js';
import { type AppLogger } from './app-logger.js';

const CONTEXT = 'Request';
const MAX_PATH = 200;

/**
 * Writes one line for each request, when its reply is out or its client is gone: who, what, outcome, duration. Of the
 * address it has the route's pattern, or the bare path where no route matched; never the query.
 */
export function logRequests(logger: AppLogger, scopeOf: (request: Request) => Scope | undefined) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const start = performance.now();
    response.on('close', () => {
      const caller = scopeOf(request)?.caller;
      logger.line(
        'info',
        CONTEXT,
        {
          method: request.method,
          route: routeOf(request),
          status: response.statusCode,
          durationMs: Math.round((performance.now() - start) * 10) / 10,
          outcome: outcomeOf(response),
          requestId: request.id,
          accountId: caller?.accountId,
          userId: caller?.userId,
        },
        'request',
      );
    });
    next();
  };
}

function outcomeOf(response: Response): 'ok' | 'refused' | 'failed' | 'aborted' {
  if (!response.writableFinished) return 'aborted';
  if (response.statusCode >= 500) return 'failed';
  return response.statusCode >= 400 ? 'refused' : 'ok';
}

function routeOf(request: Request): string {
  const { path } = (request.route ?? {}) as { path?: unknown };
  if (typeof path === 'string') return path;
  // An encoded question mark would bring a query into the path.
  const [bare = ''] = request.path.split(/%3f|[?#;]/i, 1);
  // Bytes beyond ASCII may move the cursor of a terminal that shows the log.
  return bare.slice(0, MAX_PATH).replace(/[^!-~]/g, '?');
}
