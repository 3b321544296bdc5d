import { createHash, timingSafeEqual } from 'node:crypto';
import type { SandboxApp } from '../state/index.js';
import { InvalidClientError, InvalidRequestError } from './oauth.errors.js';

/** A body of one of the endpoints, JSON or form-encoded. */
export type TokenBody = Readonly<Record<string, unknown>>;

/** @throws InvalidRequestError where the field is not text */
export function findField(body: TokenBody | undefined, name: string): string | undefined {
  const value = body?.[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new InvalidRequestError(`${name} must be one text.`);
  return value;
}

/** @throws InvalidRequestError where the field is missing or not text */
export function requireField(body: TokenBody | undefined, name: string): string {
  const value = findField(body, name);
  if (value === undefined) throw new InvalidRequestError(`${name} is missing.`);
  return value;
}

/**
 * The client proves itself in the body (`client_secret_post`).
 * @throws InvalidClientError | InvalidRequestError
 */
export function authenticateClient(body: TokenBody | undefined, app: SandboxApp): void {
  const id = requireField(body, 'client_id');
  const secret = requireField(body, 'client_secret');
  if (!isSame(id, app.clientId) || !isSame(secret, app.clientSecret)) throw new InvalidClientError();
}

function isSame(given: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
