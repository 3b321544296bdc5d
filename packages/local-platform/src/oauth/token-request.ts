import { equalInConstantTime } from 'monday-persistence/constant-time';
import { type SandboxApp } from '../state/index.js';
import { InvalidClientError, InvalidRequestError } from './oauth.errors.js';

/** A body of one of the endpoints, JSON or form-encoded. */
export type TokenBody = Readonly<Record<string, unknown>>;

/** @throws InvalidRequestError if the field is not text */
export function findField(body: TokenBody | undefined, name: string): string | undefined {
  const value = body?.[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new InvalidRequestError(`${name} must be one text.`);
  return value;
}

/** @throws InvalidRequestError if the field is missing or not text */
export function requireField(body: TokenBody | undefined, name: string): string {
  const value = findField(body, name);
  if (value === undefined) throw new InvalidRequestError(`${name} is missing.`);
  return value;
}

/**
 * Authenticates the client by the body (`client_secret_post`).
 * @throws InvalidClientError | InvalidRequestError
 */
export function authenticateClient(body: TokenBody | undefined, app: SandboxApp): void {
  const id = requireField(body, 'client_id');
  const secret = requireField(body, 'client_secret');
  const isClient = equalInConstantTime(id, app.clientId) && equalInConstantTime(secret, app.clientSecret);
  if (!isClient) throw new InvalidClientError();
}
