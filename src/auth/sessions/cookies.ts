import type { Request, Response } from 'express';

export interface CookieOptions {
  /** Seconds; 0 deletes the cookie. */
  readonly maxAgeSeconds: number;
  /** Reached through TLS: the cookie is `Secure`, and its name is bound to this host. */
  readonly secure: boolean;
}

/** A cookie's name as the browser knows it; the prefix makes browsers refuse one that another host set. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** The cookies of a request in their order, each first one of a name. */
export function readCookies(request: Request): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    if (equals > 0 && !cookies.has(name)) cookies.set(name, part.slice(equals + 1).trim());
  }
  return cookies;
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
