import { extname } from 'node:path/posix';
import { type Request } from 'express';

/**
 * Whether a browser opens the address as a page, also in a frame. A request for a missing file of the view is none, so
 * it gets a 404 and not the page. Browsers send `Sec-Fetch-Mode`, others are known by their `Accept`.
 */
export function isNavigation({ headers, path }: Request): boolean {
  if (extname(path) !== '') return false;
  const mode = headers['sec-fetch-mode'];
  return mode === undefined ? /\btext\/html\b/i.test(headers.accept ?? '') : mode === 'navigate';
}
