import { scopeOf } from 'monday-persistence/driver-kit';

/**
 * Number of locks per scope. One lock for each key would fill the server's lock table, which has room for 64 per
 * connection.
 */
const LOCKS_BITS = 6;
/** Module, account and kind of the records: `storage/7/p/`. */
const SCOPE_PARTS = 3;

/**
 * The locks of a batch on these keys, in the same order for all batches, so that no deadlock occurs. Keys of different
 * accounts have different locks, so that a batch never waits for another account.
 */
export function locksOf(keys: readonly string[]): number[] {
  return [...new Set(keys.map(lockOf))].sort((a, b) => a - b);
}

/** A positive integer of 31 bits, of which the upper 25 stand for the scope. */
function lockOf(key: string): number {
  const scope = hashOf(scopeOf(key, SCOPE_PARTS)) >>> (LOCKS_BITS + 1);
  return (scope << LOCKS_BITS) | (hashOf(key) >>> (32 - LOCKS_BITS));
}

/** FNV-1a with a final mix, so that every bit depends on every character. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
