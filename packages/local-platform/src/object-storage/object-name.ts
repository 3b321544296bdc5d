import { ObjectRefusal } from './object-storage.errors.js';

const MAX_BYTES = 1_024;

/**
 * Checks the name of an object. It is never a path of a file.
 * Source: docs.cloud.google.com/storage/docs/objects#naming
 * @throws ObjectRefusal 400
 */
export function checkObjectName(name: unknown): string {
  if (typeof name !== 'string' || name === '') throw ObjectRefusal.invalid('Required parameter: name');
  const isValid =
    Buffer.byteLength(name) <= MAX_BYTES &&
    name.isWellFormed() &&
    !/[\r\n\0]/.test(name) &&
    !['.', '..'].includes(name) &&
    !name.startsWith('.well-known/acme-challenge/');
  if (!isValid) throw ObjectRefusal.invalid('The object name is not valid.');
  return name;
}
