import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 in base64url. Enough to hide a random secret; a password would need more. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Compares two secrets without telling by the time it takes where they differ, or how long they are. */
export function equalInConstantTime(left: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(left), hash(right));
}
