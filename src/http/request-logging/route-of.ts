import { type Request } from 'express';

const MAX_PATH = 200;

/** The pattern of the matching route, such as `/storage/:key`; `undefined` if none matched. */
export function patternOf(request: Request): string | undefined {
  const { path } = (request.route ?? {}) as { path?: unknown };
  return typeof path === 'string' ? path : undefined;
}

/** The path for logs, without anything that could contain a query. */
export function pathOf(request: Request): string {
  // An encoded question mark would put a query into the path.
  const [bare = ''] = request.path.split(/%3f|[?#;]/i, 1);
  // Non-ASCII bytes could control a terminal.
  return bare.slice(0, MAX_PATH).replace(/[^!-~]/g, '?');
}
