import { type NextFunction, type Request, type Response } from 'express';
import { enterTrace } from '../../caller/index.js';
import { failureOf } from '../../errors/index.js';
import { type RequestSpan, type Tracing } from '../../telemetry/index.js';
import { patternOf } from './route-of.js';
import { type RequestObserver } from './on-request-end.js';

const SPAN = Symbol('SPAN');

type SpannedRequest = Request & { [SPAN]?: RequestSpan };

/** Starts the span of each request, before any step can refuse it. */
export function openSpans(tracing: Tracing) {
  return (request: SpannedRequest, _response: Response, next: NextFunction): void => {
    const { method, headers } = request;
    request[SPAN] = tracing.request({ method, headers });
    next();
  };
}

/** Makes the work of guards and handlers part of the request's span. It is the last step before the routes. */
export function enterSpan(request: SpannedRequest, _response: Response, next: NextFunction): void {
  const span = request[SPAN];
  if (!span) return next();
  enterTrace(span.traceId);
  span.run(next);
}

export const endSpans: RequestObserver = (request: SpannedRequest, response) => {
  request[SPAN]?.end({
    route: patternOf(request),
    status: response.statusCode,
    code: failureOf(request)?.code,
  });
};
