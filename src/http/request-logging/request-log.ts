import { type Response } from 'express';
import { failureOf } from '../../errors/index.js';
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
    const fields = {
      method: request.method,
      route: patternOf(request) ?? pathOf(request),
      status: response.statusCode,
      durationMs: Math.round(durationMs * 10) / 10,
      outcome: outcomeOf(response),
      code: failureOf(request)?.code,
      requestId: request.id,
      traceId,
      accountId: caller?.accountId,
      userId: caller?.userId,
    };
    logger.line('info', CONTEXT, fields, logger.showsMessageOnly ? textOf(fields) : 'request');
  };
}

interface ShownFields {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly outcome: string;
  /** Of the error, if the request failed. */
  readonly code: string | undefined;
  readonly accountId: string | undefined;
}

/** The fields that an operator looks for, for a log that shows only the message (docs/monday-platform.md#logs). */
function textOf({ method, route, status, durationMs, outcome, code, accountId }: ShownFields): string {
  const result = code === undefined ? outcome : `${outcome} ${code}`;
  return `${method} ${route} ${status} ${result} ${durationMs} ms, account ${accountId ?? 'none'}`;
}

function outcomeOf(response: Response): 'ok' | 'refused' | 'failed' | 'aborted' {
  if (!response.writableFinished) return 'aborted';
  if (response.statusCode >= 500) return 'failed';
  return response.statusCode >= 400 ? 'refused' : 'ok';
}
