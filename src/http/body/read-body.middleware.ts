import { type NextFunction, type Request, type Response } from 'express';
import { BodyTypeException } from './body.errors.js';
import { SMALL_BODY_BYTES } from './body-limits.js';
import { RequestBody } from './request-body.js';
import { type UnauthenticatedBodies } from './unauthenticated-bodies.js';

const JSON_TYPE = /^application\/json[ \t]*(;.*)?$/i;
const OTHER_CHARSET = /;[ \t]*charset=(?!"?utf-8"?[ \t]*(;|$))/i;
const BODY = Symbol('BODY');

type BodyRequest = Request & { [BODY]?: RequestBody };

/**
 * Reads small bodies without parsing them; `BodyGuard` parses them after authentication. Larger bodies, and bodies that
 * exceed the limit for unauthenticated senders, are left on the socket for `BodyGuard`.
 */
export function readBody(unauthenticated: UnauthenticatedBodies) {
  return (request: BodyRequest, response: Response, next: NextFunction): void => {
    const { headers, method } = request;
    const isChunked = headers['transfer-encoding'] !== undefined;
    const length = Number(headers['content-length'] ?? 0);
    if (length === 0 && !isChunked) return next();
    if (method === 'GET' || method === 'HEAD') {
      // The body is not needed, so it must not stay in memory until the reply is sent.
      request.resume();
      return next();
    }
    const body = new RequestBody(request, response);
    if (!isPlainJson(headers['content-type'], headers['content-encoding'])) {
      const waitsWithOtherType = headers.expect !== undefined && headers['content-type'] !== undefined;
      if (!isChunked || waitsWithOtherType) return next(new BodyTypeException());
      return refuseUnlessEmpty(body, unauthenticated, next);
    }
    request[BODY] = body;
    if (length > SMALL_BODY_BYTES) {
      body.discardAfterReply();
      return next();
    }
    body.readUnauthenticated(SMALL_BODY_BYTES, unauthenticated, (progress) => {
      if (progress === 'full') body.discardAfterReply();
      // Discarding the rest would take too long.
      if (body.isFragmented) response.setHeader('Connection', 'close');
      next();
    });
  };
}

/** Only the end of a chunked body shows that it is empty, which is no body and needs no type (RFC 9112, 6). */
function refuseUnlessEmpty(
  body: RequestBody,
  unauthenticated: UnauthenticatedBodies,
  next: NextFunction,
): void {
  body.readUnauthenticated(0, unauthenticated, (progress) => {
    if (progress === 'complete') return next();
    body.discardAfterReply();
    next(new BodyTypeException());
  });
}

/** The body of a request as far as it was read; `undefined` if there is none. */
export function bodyOf(request: Request): RequestBody | undefined {
  return (request as BodyRequest)[BODY];
}

function isPlainJson(type: string | undefined, encoding: string | undefined): boolean {
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return false;
  if (type === 'application/json') return true;
  return type !== undefined && JSON_TYPE.test(type) && !OTHER_CHARSET.test(type);
}
