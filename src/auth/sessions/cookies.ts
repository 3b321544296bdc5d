import { type Request, type Response } from 'express';

export interface CookieOptions {
  /** Seconds; 0 deletes the cookie. */
  readonly maxAgeSeconds: number;
  /** Whether the app uses https: the cookie is then `Secure`, and its name is bound to the host. */
  readonly secure: boolean;
}

/** Name of a cookie in the browser. Its prefix makes browsers refuse a cookie that another host set. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** A cookie as the request carries it. */
export interface ReceivedCookie {
  readonly name: string;
  readonly value: string;
}

/** A cookie's name by RFC 6265, section 4.1.1. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * The cookies of a request in their order, repeated names included. Cookies whose name is not a token are ignored.
 *
 * Only space and tab surround a name (RFC 6265, section 5.2). `trim()` removes more, U+00A0 for one: a page on a
 * sibling host may set `\u00a0__Host-session` for the parent domain, and browsers do not recognise the protected
 * prefix.
 */
export function listCookies(request: Request): ReceivedCookie[] {
  return (request.headers.cookie ?? '').split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    const name = withoutBlanks(pair, 0, equals);
    return TOKEN.test(name) ? [{ name, value: withoutBlanks(pair, equals + 1, pair.length) }] : [];
  });
}

/**
 * The value of a cookie; `undefined` if the request has none of this name, or several. A sibling host can set a cookie
 * for the parent domain, so the genuine one is unknown.
 */
export function readCookie(request: Request, name: string): string | undefined {
  const [cookie, another] = listCookies(request).filter((received) => received.name === name);
  return another === undefined ? cookie?.value : undefined;
}

function withoutBlanks(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text, start)) start += 1;
  while (end > start && isBlank(text, end - 1)) end -= 1;
  return text.slice(start, Math.max(start, end));
}

function isBlank(text: string, index: number): boolean {
  return text[index] === ' ' || text[index] === '\t';
}

/**
 * Adds a cookie to the reply: HttpOnly, SameSite=Lax, for this host only.
 * @param value characters of base64url and `.` only
 */
export function setCookie(response: Response, name: string, value: string, options: CookieOptions): void {
  const { maxAgeSeconds, secure } = options;
  const attributes = [`Max-Age=${maxAgeSeconds}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) attributes.push('Secure');
  response.append('Set-Cookie', [`${cookieName(name, secure)}=${value}`, ...attributes].join('; '));
}
