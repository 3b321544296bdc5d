import { createHash } from 'node:crypto';

/**
 * The SHA-256 of a text in UTF-8, or of bytes. Sufficient for random secrets, but not for passwords.
 * @param encoding of the result; base64url has 43 characters, hex 64
 */
export function sha256(
  content: string | Uint8Array,
  encoding: 'base64url' | 'base64' | 'hex' = 'base64url',
): string {
  return sha256Bytes(content).toString(encoding);
}

/** The 32 bytes of the SHA-256 of a text in UTF-8, or of bytes. */
export function sha256Bytes(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
