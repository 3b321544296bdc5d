import { scopeOf } from 'monday-persistence/driver-kit';

/** Locks of one scope: one for each key would fill the server's lock table, which has room for 64 a connection. */
const LOCKS_BITS = 6;
/** The module, whose records they are, and their kind: `storage/7/p/`. */
const SCOPE_PARTS = 3;

/**
 * The locks that a batch on these keys takes, in the order in which all batches take them, so that two never wait for
 * each other. Keys of different accounts have different locks: a batch of one account never waits for another's.
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
