import { timingSafeEqual } from 'node:crypto';
import { sha256Bytes } from '../hash/index.js';

/**
 * Compares two secrets. The time it takes shows neither where they differ nor how long they are, because it compares
 * their SHA-256 digests.
 */
export function equalInConstantTime(left: string | Uint8Array, right: string | Uint8Array): boolean {
  return timingSafeEqual(sha256Bytes(left), sha256Bytes(right));
}
