import { ReturnToInvalidError } from '../auth.errors.js';

/** Nothing is at this origin; a path is resolved against it to see whether it stays. */
const NOWHERE = 'http://nowhere.invalid';
const MAX_LENGTH = 2048;
/** Browsers drop or reinterpret these, so that what was checked would not be where they go. */
const MISLEADING = /[^!-~]|\\/;

/**
 * Checks where a login may lead: to a path of ours, or to an allowed origin. Gives the address in the form in which a
 * browser would understand it.
 * @throws ReturnToInvalidError
 */
export function checkReturnTo(value: string, allowedOrigins: readonly string[]): string {
  if (value === '' || value.length > MAX_LENGTH || MISLEADING.test(value)) throw new ReturnToInvalidError();
  return value.startsWith('/') ? ownPath(value) : allowedAddress(value, allowedOrigins);
}

function ownPath(value: string): string {
  if (!URL.canParse(value, NOWHERE)) throw new ReturnToInvalidError();
  const { origin, pathname, search, hash } = new URL(value, NOWHERE);
  // `/.//host` is a path until its dots are resolved; then it is a host.
  if (origin !== NOWHERE || value.startsWith('//') || pathname.startsWith('//')) {
    throw new ReturnToInvalidError();
  }
  return `${pathname}${search}${hash}`;
}

function allowedAddress(value: string, allowedOrigins: readonly string[]): string {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) throw new ReturnToInvalidError();
  const url = new URL(value);
  const isAllowed = allowedOrigins.some((origin) => new URL(origin).origin === url.origin);
  if (!isAllowed || url.username !== '' || url.password !== '') throw new ReturnToInvalidError();
  return url.href;
}
