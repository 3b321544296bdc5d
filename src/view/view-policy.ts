import { type MondayConfig } from '../config/index.js';

/** Who shows views: monday, and on a laptop the local platform, whatever its name and port are. */
const MONDAY = 'https://*.monday.com';
const THIS_MACHINE = ['http://localhost:*', 'http://127.0.0.1:*'];

/**
 * The `Content-Security-Policy` of a view's page. Its scripts come with it. Styles can be inline, because component
 * libraries add theirs at run time. Images, fonts and calls may go to any host by https, such as monday's own, and calls by
 * WebSocket too: the scheme `https:` does not include `wss:`.
 */
export function viewPolicyOf({ isLocalPlatform }: Pick<MondayConfig, 'isLocalPlatform'>): string {
  const frames = [MONDAY, ...(isLocalPlatform ? THIS_MACHINE : [])];
  return [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline' https:",
    "img-src 'self' https: data: blob:",
    "font-src 'self' https: data:",
    "connect-src 'self' https: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frames.join(' ')}`,
  ].join('; ');
}
