import { randomUUID } from 'node:crypto';
import { BadRequestException, HttpException, HttpStatus } from '@nestjs/common';
import { type NextFunction, type Request, type Response } from 'express';
import { PRIVATE_CACHE_CONTROL } from '../errors/index.js';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;
const CONTINUE = /^100-continue$/i;
/**
 * Replies of the login contain tokens, and its addresses contain codes, so they are never cached or referred, even if
 * the request fails. A request line may contain an absolute address, as with a proxy.
 */
const NEVER_STORED = /^(?:https?:\/\/[^/?]*)?\/auth(?:[/?]|$)/i;
/**
 * Pages that a login pop-up goes through. They do not cut the pop-up off from the page that opened it: a framed view
 * waits for its message and notices when it is closed.
 */
const IN_POP_UP = /^(?:https?:\/\/[^/?]*)?\/auth\/(?:login|callback|monday\/callback|done)\/?(?:\?|$)/i;

declare module 'http' {
  interface IncomingMessage {
    /** The id of the request in its reply, its errors and its log lines. */
    id?: string;
  }
}

/**
 * The first step of every request. Assigns the id and sets the common headers of the reply. Also refuses requests that
 * Node would otherwise refuse without a body.
 */
export function openRequest(headers: ReadonlyMap<string, string>, isDraining: () => boolean) {
  const everyReply = [...headers];
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    request.id = id;
    response.setHeader('X-Request-Id', id);
    for (const [name, value] of everyReply) response.setHeader(name, value);
    response.setHeader('Cache-Control', NEVER_STORED.test(request.url) ? 'no-store' : PRIVATE_CACHE_CONTROL);
    if (IN_POP_UP.test(request.url)) response.setHeader('Cross-Origin-Opener-Policy', 'unsafe-none');
    if (isDraining()) response.setHeader('Connection', 'close');

    if (request.headers.host === undefined && request.httpVersionMinor > 0) {
      next(new BadRequestException('The Host header is missing.'));
    } else if (hasAmbiguousHeader(request.rawHeaders)) {
      next(new BadRequestException('A header is repeated that must be unique.'));
    } else if (request.headers.expect !== undefined && !CONTINUE.test(request.headers.expect)) {
      next(new HttpException('The Expect header is not supported.', HttpStatus.EXPECTATION_FAILED));
    } else {
      next();
    }
  };
}

/**
 * Whether `Host` or `Authorization` is repeated. Node takes the first one, but a proxy may have taken another
 * (RFC 9112, 3.2).
 */
function hasAmbiguousHeader(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  let authorizations = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
    else if (name.length === 13 && name.toLowerCase() === 'authorization') authorizations += 1;
  }
  return hosts > 1 || authorizations > 1;
}
