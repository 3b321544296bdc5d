import { type CallerContext } from '../../caller/index.js';
import { SecretWriteNotAllowedError } from './secure-storage.errors.js';
import { mayWrite, type SecretWriters } from './secret-writers.js';

/** A value of an account, as it is encrypted: with those who may write it. */
export interface SharedSecret {
  readonly writers: SecretWriters;
  readonly value: unknown;
}

/** @param text JSON text of the value */
export const writeSharedSecret = (writers: SecretWriters, text: string): string =>
  `{"writers":"${writers}","value":${text}}`;

export const readSharedSecret = (plaintext: string): SharedSecret => JSON.parse(plaintext) as SharedSecret;

/**
 * Who may write the value after a write. The caller must be one of them, and one of those who may write it now.
 * @throws SecretWriteNotAllowedError
 */
export function writersAfter(
  caller: CallerContext,
  current: SecretWriters | undefined,
  next: SecretWriters | undefined,
): SecretWriters {
  const writers = next ?? current ?? 'admins';
  const isAllowed = mayWrite(caller, writers) && (current === undefined || mayWrite(caller, current));
  if (!isAllowed) throw new SecretWriteNotAllowedError(current ?? writers);
  return writers;
}
