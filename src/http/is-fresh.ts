import { type Request } from 'express';
import { readEntityTags } from './entity-tags.js';

/**
 * Whether the client already has the reply, by `If-None-Match` (RFC 9110, 13.1.2). Express's own answer is no if the
 * request has `Cache-Control: no-cache`, which `fetch` adds to every conditional request. That header is for caches.
 */
export function isFresh({ method, headers, res }: Request): boolean {
  const known = headers['if-none-match'];
  if (known === undefined || (method !== 'GET' && method !== 'HEAD')) return false;
  const status = res?.statusCode ?? 0;
  if (status !== 304 && (status < 200 || status > 299)) return false;
  if (known.trim() === '*') return true;
  const tag = res?.getHeader('ETag');
  if (typeof tag !== 'string') return false;
  const [current = ''] = readEntityTags(tag) ?? [];
  return readEntityTags(known)?.includes(current) ?? false;
}
