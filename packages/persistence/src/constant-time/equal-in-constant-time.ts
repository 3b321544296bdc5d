import { timingSafeEqual } from 'node:crypto';
import { sha256Bytes } from '../hash/index.js';

/**
 * Compares two secrets. The time it takes shows neither where they differ nor how long they are, because it compares
 * their SHA-256 digests.
 */
export function equalInConstantTime(left: string | Uint8Array, right: string | Uint8Array): boolean {
  return timingSafeEqual(sha256Bytes(left), sha256Bytes(right));
}

/**
 * Compares two signatures, such as HMACs, whose length everybody knows. Does without the digests of
 * `equalInConstantTime`, which take longer than the HMAC itself.
 */
export function equalSignatures(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
