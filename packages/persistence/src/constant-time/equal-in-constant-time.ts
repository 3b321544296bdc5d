import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares two secrets. The time it takes shows neither where they differ nor how long they are, because it compares
 * their SHA-256 digests.
 */
export function equalInConstantTime(left: string | Uint8Array, right: string | Uint8Array): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

const digest = (secret: string | Uint8Array): Buffer => createHash('sha256').update(secret).digest();
