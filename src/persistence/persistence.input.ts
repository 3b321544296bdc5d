/// <reference lib="es2024.string" />
import { PersistenceInputError } from './persistence.errors.js';
import type { Operation, ScanOptions } from './persistence.js';

const MAX_KEY_LENGTH = 1024;

/**
 * Refuses what a store could not keep exactly as it was given: no driver stores U+0000 or lone surrogates in text.
 * JSON text never has either; `JSON.stringify` escapes both.
 * @throws PersistenceInputError
 */
export function checkOperation(operation: Operation): void {
  checkKey(operation.key);
  switch (operation.type) {
    case 'put':
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
  if (key.length < 1 || key.length > MAX_KEY_LENGTH) {
    throw new PersistenceInputError('key', `1 to ${MAX_KEY_LENGTH} characters`);
  }
  checkText('key', key);
}

/** @throws PersistenceInputError */
export function checkScan(options: ScanOptions): void {
  if (!Number.isSafeInteger(options.limit) || options.limit < 1) {
    throw new PersistenceInputError('limit', 'a whole number above 0');
  }
  checkText('prefix', options.prefix);
  checkText('after', options.after ?? '');
  checkText('contains', options.contains ?? '');
}

function checkText(name: string, text: string): void {
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw new PersistenceInputError(name, 'text without U+0000 and lone surrogates');
  }
}

function checkTtl(ttlSeconds: number | undefined): void {
  if (ttlSeconds !== undefined && !(Number.isSafeInteger(ttlSeconds) && ttlSeconds > 0)) {
    throw new PersistenceInputError('ttlSeconds', 'a whole number above 0');
  }
}
