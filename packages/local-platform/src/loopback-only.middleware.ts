import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { isLoopbackHostname } from 'monday-persistence/loopback';
import { BUCKET_NAME } from './state/index.js';

/** Requests that pages of other sites may make: navigation, as in an app's login. */
const NAVIGATES = 'navigate';
/** Presigned URLs, which pages of the app use. Their signature permits the request. */
const SIGNED = `/${BUCKET_NAME}/`;

/**
 * Refuses requests that a web page could send from the developer's browser: a foreign `Host` (a name that was made to
 * resolve to this machine), a foreign `Origin`, and anything but a navigation from another site. Otherwise, any page
 * could issue tokens.
 */
export function loopbackOnly(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const refusal = refusalOf(request);
    if (refusal === undefined) next();
    else response.status(403).json({ error: 'forbidden', message: refusal });
  };
}

function refusalOf({ headers, method, path }: Request): string | undefined {
  const host = parseHost(headers.host);
  if (!host || !isLoopbackHostname(host.hostname))
    return 'The local platform answers only to a loopback host name.';
  if (path.startsWith(SIGNED) && isLoopbackOrigin(headers.origin)) return undefined;
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, host)) {
    return 'The local platform takes no requests from other origins.';
  }
  const site = headers['sec-fetch-site'];
  const isForeign = site === 'cross-site' || site === 'same-site';
  const isNavigation = method === 'GET' && headers['sec-fetch-mode'] === NAVIGATES;
  return isForeign && !isNavigation ? 'The local platform takes no requests from other sites.' : undefined;
}

/** The platform's own pages, at any loopback name. */
function isOwnOrigin(origin: string, host: URL): boolean {
  const parsed = URL.canParse(origin) ? new URL(origin) : undefined;
  return parsed?.protocol === 'http:' && isLoopbackHostname(parsed.hostname) && parsed.port === host.port;
}

function isLoopbackOrigin(origin: string | undefined): boolean {
  return origin !== undefined && URL.canParse(origin) && isLoopbackHostname(new URL(origin).hostname);
}

function parseHost(host: string | undefined): URL | undefined {
  const url = `http://${host ?? ''}`;
  const parsed =
    host !== undefined && /^[^/?#@\s\\]+$/.test(host) && URL.canParse(url) ? new URL(url) : undefined;
  return parsed;
}
