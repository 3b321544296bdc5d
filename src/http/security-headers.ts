import { type IncomingMessage, type ServerResponse } from 'node:http';
import helmet from 'helmet';

/**
 * The security headers of every reply. Helmet runs once, since its headers do not depend on the request. The policy is
 * for a JSON API; a route that answers with a page sets its own `Content-Security-Policy`.
 * @param isHttps whether clients reach the app by https: only then `Strict-Transport-Security` is sent
 */
export function securityHeaders(isHttps: boolean): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const collector = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  };
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xDownloadOptions: false,
    xXssProtection: false,
    xFrameOptions: { action: 'deny' },
  });
  setHeaders({} as IncomingMessage, collector as unknown as ServerResponse, (error?: unknown) => {
    if (error) throw error as Error;
  });
  return headers;
}
