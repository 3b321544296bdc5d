import { randomUUID } from 'node:crypto';
import { BadRequestException, HttpException, HttpStatus } from '@nestjs/common';
import { type NextFunction, type Request, type Response } from 'express';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;
const CONTINUE = /^100-continue$/i;
/**
 * Replies of the login hold tokens, and its addresses hold codes: nobody keeps them, also if the request fails. A
 * request line may hold a whole address, as one through a proxy does.
 */
const NEVER_STORED = /^(?:https?:\/\/[^/?]*)?\/auth(?:[/?]|$)/i;
/**
 * Most replies are one user's, told by a cookie or a token: without this, a cache in between may keep them by the look
 * of the path and give them to somebody else. A route for all says otherwise.
 */
const PRIVATE = 'private, no-cache';

declare module 'http' {
  interface IncomingMessage {
    /** Identifies the request in its reply, its errors and its log lines. */
    id?: string;
  }
}

/**
 * The first step of every request: gives it its id, and the reply the headers that every reply has. Refuses here what
 * Node would otherwise refuse with a reply of its own, without a body.
 */
export function openRequest(headers: ReadonlyMap<string, string>, isDraining: () => boolean) {
  const everyReply = [...headers];
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    request.id = id;
    response.setHeader('X-Request-Id', id);
    for (const [name, value] of everyReply) response.setHeader(name, value);
    response.setHeader('Cache-Control', NEVER_STORED.test(request.url) ? 'no-store' : PRIVATE);
    if (isDraining()) response.setHeader('Connection', 'close');

    if (request.headers.host === undefined && request.httpVersionMinor > 0) {
      next(new BadRequestException('The Host header is missing.'));
    } else if (request.headers.expect !== undefined && !CONTINUE.test(request.headers.expect)) {
      next(new HttpException('The Expect header is not supported.', HttpStatus.EXPECTATION_FAILED));
    } else {
      next();
    }
  };
}
