import { type Response } from 'express';
import { type AppLogger } from '../../logging/index.js';
import { scopeOf } from '../request-scope.middleware.js';
import { pathOf, patternOf } from './route-of.js';
import { type RequestObserver } from './on-request-end.js';

const CONTEXT = 'Request';

/**
 * Logs one line for each request: caller, route, outcome and duration. The route is its pattern, or the path if no
 * route matched; the query is never logged.
 */
export function logRequests(logger: AppLogger): RequestObserver {
  return (request, response, durationMs) => {
    const { caller, traceId } = scopeOf(request) ?? {};
    logger.line(
      'info',
      CONTEXT,
      {
        method: request.method,
        route: patternOf(request) ?? pathOf(request),
        status: response.statusCode,
        durationMs: Math.round(durationMs * 10) / 10,
        outcome: outcomeOf(response),
        requestId: request.id,
        traceId,
        accountId: caller?.accountId,
        userId: caller?.userId,
      },
      'request',
    );
  };
}

function outcomeOf(response: Response): 'ok' | 'refused' | 'failed' | 'aborted' {
  if (!response.writableFinished) return 'aborted';
  if (response.statusCode >= 500) return 'failed';
  return response.statusCode >= 400 ? 'refused' : 'ok';
}
