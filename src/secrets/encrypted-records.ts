/** Re-encrypts a text with the newest key; returns it unchanged if it already uses that key. */
export type Reencrypt = (encrypted: string, associatedData: string) => string;

/** Records of one kind that contain encrypted texts, for key rotation. Their module knows the location of the texts. */
export interface EncryptedRecords {
  /** Prefix of their keys. */
  readonly prefix: string;

  /**
   * The record's value with each encrypted text in it replaced; `busy` if someone works on the record right now and
   * would take any write for someone else's.
   * @param now milliseconds since the epoch
   */
  reencrypt(key: string, value: string, reencrypt: Reencrypt, now: number): string | Busy;
}

export type Busy = typeof BUSY;

/** Not a value, since values are text. */
export const BUSY = Symbol('BUSY');
