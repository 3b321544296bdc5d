/** Possible targets after the app's callback, because browsers apply `form-action` to every redirect. */
export const LOGIN_TARGETS: readonly string[] = [
  'http://localhost:*',
  'http://127.0.0.1:*',
  'https://*.monday.com',
];

/**
 * Headers of the platform's pages: no scripts, no resources of other hosts, no frames.
 * @param formTargets origins, beside our own, to which a form's answer may redirect; see {@link LOGIN_TARGETS}
 * @param live lets the page use our own scripts, to keep itself up to date; see `PageOptions.live`
 * @param framed the one origin that the page may show in frames
 */
export function pageSecurity(
  formTargets: readonly string[] = [],
  live = false,
  framed?: string,
): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self' data:",
      ...(live ? ["script-src 'self'", "connect-src 'self'"] : []),
      ...(framed === undefined ? [] : [`frame-src ${framed}`]),
      ["form-action 'self'", ...formTargets].join(' '),
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Not `no-referrer`: a form would then send `Origin: null`, which the platform refuses.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}
