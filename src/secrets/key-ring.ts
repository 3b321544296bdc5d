import { type KeyObject } from 'node:crypto';

/** Encrypts stored data with keys that can be rotated. */
export abstract class KeyRing {
  /**
   * Encrypts with the newest key (AES-256-GCM, a random nonce each time).
   * @param plaintext UTF-8 text
   * @param associatedData binds the result to its location, usually the full key of the record
   * @returns `v1.<kid>.<base64url of nonce, tag and ciphertext>`
   */
  abstract encrypt(plaintext: string, associatedData: string): string;

  /**
   * @returns the text, and whether it was encrypted with an older key than the newest
   * @throws DecryptionError if the key is unknown, or the data was modified or moved
   */
  abstract decrypt(
    ciphertext: string,
    associatedData: string,
  ): { readonly plaintext: string; readonly stale: boolean };
}

/** One key of a ring: `<kid>:<base64url>` in the variable. */
export interface RingKey {
  readonly kid: string;
  readonly key: KeyObject;
}
