/// <reference lib="es2024.string" />
import { PersistenceInputError } from '../persistence.errors.js';
import { type Operation, type ScanOptions } from '../persistence.js';

/** Fits into an index of every store; Postgres has the lowest limit, 2,704 bytes. */
const MAX_KEY_BYTES = 2_048;
const MAX_BYTES_A_UNIT = 3;
/** Keeps the expiry time in milliseconds a safe integer; otherwise the record could not be read. */
const MAX_TTL_SECONDS = 10 ** 12;

/**
 * Refuses data that a store could not preserve exactly: no driver stores U+0000 or lone surrogates in text. JSON text
 * never has either; `JSON.stringify` escapes both.
 * @throws PersistenceInputError
 */
export function checkOperation(operation: Operation): void {
  checkKey(operation.key);
  switch (operation.type) {
    case 'upsert':
      checkText('value', operation.value);
      checkTtl(operation.ttlSeconds);
      return;
    case 'increment':
      if (!Number.isSafeInteger(operation.by)) throw new PersistenceInputError('by', 'a safe integer');
      checkTtl(operation.ttlSeconds);
      return;
    case 'delete':
      return;
  }
}

/** @throws PersistenceInputError */
export function checkKey(key: string): void {
  const fits = key.length * MAX_BYTES_A_UNIT <= MAX_KEY_BYTES || Buffer.byteLength(key) <= MAX_KEY_BYTES;
  if (key === '' || !fits) throw new PersistenceInputError('key', `1 to ${MAX_KEY_BYTES} bytes of UTF-8`);
  checkText('key', key);
}

/** @throws PersistenceInputError */
export function checkScan(options: ScanOptions): void {
  if (!Number.isSafeInteger(options.limit) || options.limit < 1) {
    throw new PersistenceInputError('limit', 'a whole number above 0');
  }
  checkText('prefix', options.prefix);
  checkText('after', options.after ?? '');
  checkText('before', options.before ?? '');
  checkText('contains', options.contains ?? '');
  if (options.descending && options.contains) {
    throw new PersistenceInputError('descending', 'absent in a search for a term');
  }
}

function checkText(name: string, text: string): void {
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw new PersistenceInputError(name, 'text without U+0000 and lone surrogates');
  }
}

function checkTtl(ttlSeconds: number | undefined): void {
  if (ttlSeconds === undefined) return;
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAX_TTL_SECONDS) {
    throw new PersistenceInputError('ttlSeconds', `a whole number from 1 to ${MAX_TTL_SECONDS}`);
  }
}
