import { type NextFunction, type Request, type Response } from 'express';
import { BodyTypeException } from './body.errors.js';
import { SMALL_BODY_BYTES } from './body.limits.js';
import { RequestBody } from './request-body.js';

const JSON_TYPE = /^application\/json[ \t]*(;.*)?$/i;
const OTHER_CHARSET = /;[ \t]*charset=(?!"?utf-8"?[ \t]*(;|$))/i;
const PENDING = Symbol('PENDING_BODY');

type BodyRequest = Request & { [PENDING]?: RequestBody };

/**
 * Reads and parses small JSON bodies into `request.body`. A larger one is left on the socket for the guard that knows
 * whether the route and the caller may send it.
 */
export function readBody(request: BodyRequest, response: Response, next: NextFunction): void {
  const { headers, method } = request;
  const isChunked = headers['transfer-encoding'] !== undefined;
  const length = Number(headers['content-length'] ?? 0);
  if ((length === 0 && !isChunked) || method === 'GET' || method === 'HEAD') return next();
  if (!isPlainJson(headers['content-type'], headers['content-encoding']))
    return next(new BodyTypeException());

  const body = new RequestBody(request, response);
  const leaveForGuard = (): void => {
    request[PENDING] = body;
    body.discardAfterReply();
    next();
  };
  if (length > SMALL_BODY_BYTES) return leaveForGuard();
  body.read(SMALL_BODY_BYTES, (progress) => {
    if (progress === 'full') return leaveForGuard();
    let error: unknown;
    try {
      request.body = body.parse();
    } catch (thrown) {
      error = thrown;
    }
    next(error);
  });
}

/** The body that was too large to be read before the guards ran, if there is one. */
export function pendingBodyOf(request: Request): RequestBody | undefined {
  return (request as BodyRequest)[PENDING];
}

function isPlainJson(type: string | undefined, encoding: string | undefined): boolean {
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return false;
  if (type === 'application/json') return true;
  return type !== undefined && JSON_TYPE.test(type) && !OTHER_CHARSET.test(type);
}
