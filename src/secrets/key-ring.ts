import { type KeyObject } from 'node:crypto';

/** Encrypts what is stored, with keys that rotate. */
export abstract class KeyRing {
  /**
   * Encrypts with the newest key (AES-256-GCM, a random nonce each time).
   * @param plaintext UTF-8 text
   * @param associatedData ties the result to its place, usually the whole key it is stored under
   * @returns `v1.<kid>.<base64url of nonce, tag and ciphertext>`
   */
  abstract encrypt(plaintext: string, associatedData: string): string;

  /**
   * @returns the text, and whether it was encrypted with an older key than the newest
   * @throws DecryptionError if the key is unknown, the data was changed, or it belongs to another place
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
