import { createHash } from 'node:crypto';

/** SHA-256 in base64url. Enough to hide a random secret; a password would need more. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
