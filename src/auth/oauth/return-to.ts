import { isLoopbackHostname } from 'monday-persistence/loopback';
import { ReturnToInvalidError } from '../auth.errors.js';

/** A placeholder origin. A path is resolved against it to check that it stays on the origin. */
const NOWHERE = 'http://nowhere.invalid';
const MAX_LENGTH = 2048;
/** Browsers remove or reinterpret these characters, so the checked address would differ from the target. */
const MISLEADING = /[^!-~]|\\/;

/**
 * Validates the target of a login: a path of this app, or an address on an allowed origin. Returns the address as a
 * browser would resolve it.
 * @throws ReturnToInvalidError
 */
export function checkReturnTo(value: string, allowedOrigins: readonly string[]): string {
  if (value === '' || value.length > MAX_LENGTH || MISLEADING.test(value)) throw new ReturnToInvalidError();
  return value.startsWith('/') ? ownPath(value) : allowedAddress(value, allowedOrigins);
}

/**
 * Checks which page may be notified of the end of a login in a pop-up.
 * @param value an origin, exactly as browsers write it
 * @throws ReturnToInvalidError
 */
export function checkOpener(value: string, allowedOrigins: readonly string[]): string {
  if (!allowedOrigins.some((origin) => new URL(origin).origin === value)) throw new ReturnToInvalidError();
  return value;
}

/** Whether an address is one of a page on this machine. */
export const isOnThisMachine = (address: string): boolean =>
  URL.canParse(address) && isLoopbackHostname(new URL(address).hostname);

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
