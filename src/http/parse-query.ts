import { BadRequestException } from '@nestjs/common';
import { type NextFunction, type Request, type Response } from 'express';

/** Parameters by name. A repeated parameter is a list, which the rules for single values refuse. */
export type Query = Record<string, string | string[]>;

/**
 * Parses a query string without nesting into an object without prototype, so that no name has a special meaning.
 * @throws URIError if the percent-encoding is malformed
 */
export function parseQuery(text: string | null | undefined): Query {
  const query = Object.create(null) as Query;
  if (!text) return query;
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? '' : decode(part.slice(equals + 1));
    const earlier = query[name];
    if (earlier === undefined) query[name] = value;
    else if (typeof earlier === 'string') query[name] = [earlier, value];
    else earlier.push(value);
  }
  return query;
}

/** Parses the query of a request once; Express would parse it at each access. */
export function readQuery(request: Request, _response: Response, next: NextFunction): void {
  const start = request.url.indexOf('?');
  if (start === -1) {
    next();
    return;
  }
  try {
    Object.defineProperty(request, 'query', {
      value: parseQuery(request.url.slice(start + 1)),
      writable: true,
      configurable: true,
      enumerable: true,
    });
  } catch {
    next(new BadRequestException('The query string is malformed.'));
    return;
  }
  next();
}

function decode(text: string): string {
  return text.includes('%') || text.includes('+') ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
}
