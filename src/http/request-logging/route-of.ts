import { type Request } from 'express';

const MAX_PATH = 200;

/** The pattern of the route that took the request, such as `/storage/:key`; `undefined` if none did. */
export function patternOf(request: Request): string | undefined {
  const { path } = (request.route ?? {}) as { path?: unknown };
  return typeof path === 'string' ? path : undefined;
}

/** The path as it may be shown: without anything that a query may hide in. */
export function pathOf(request: Request): string {
  // An encoded question mark would bring a query into the path.
  const [bare = ''] = request.path.split(/%3f|[?#;]/i, 1);
  // Bytes beyond ASCII may move the cursor of a terminal that shows it.
  return bare.slice(0, MAX_PATH).replace(/[^!-~]/g, '?');
}
