import { createHash } from 'node:crypto';

/** SHA-256 in base64url. Sufficient for random secrets, but not for passwords. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
