import { AccountStorageInputError, AccountStorageValueTooLargeError } from './account-storage.errors.js';

const MAX_KEY_LENGTH = 256;
const MAX_VALUE_BYTES = 6 * 1024 * 1024;
const MAX_TTL_SECONDS = 30 * 24 * 60 * 60;

/** @throws AccountStorageInputError */
export function checkedKey(key: string): string {
  if (key.length === 0 || key.length > MAX_KEY_LENGTH) {
    throw new AccountStorageInputError(`A key has 1 to ${MAX_KEY_LENGTH} characters.`);
  }
  if (!key.isWellFormed() || key.includes('\0'))
    throw new AccountStorageInputError('The key is not valid text.');
  return key;
}

/** The value as JSON text. @throws AccountStorageInputError | AccountStorageValueTooLargeError */
export function checkedValue(value: unknown): string {
  if (value === undefined) throw new AccountStorageInputError('value is missing.');
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > MAX_VALUE_BYTES) throw new AccountStorageValueTooLargeError();
  return text;
}

/** @throws AccountStorageInputError */
export function checkedTtl(ttl: unknown): number | undefined {
  if (ttl === undefined || ttl === null) return undefined;
  if (typeof ttl !== 'number' || !Number.isInteger(ttl) || ttl < 1 || ttl > MAX_TTL_SECONDS) {
    throw new AccountStorageInputError('ttl is a whole number of seconds, at most 30 days.');
  }
  return ttl;
}
