/** Gives the same text encrypted with the newest key; the text as it came if it already is. */
export type Reencrypt = (encrypted: string, associatedData: string) => string;

/** Records of one kind with encrypted text in them, for the rotation of keys. Their module knows where the text is. */
export interface EncryptedRecords {
  /** What their keys begin with. */
  readonly prefix: string;

  /**
   * The record's value with each encrypted text in it replaced; `busy` if someone works on the record right now and
   * would take any write for someone else's.
   * @param now milliseconds since the epoch
   */
  reencrypt(key: string, value: string, reencrypt: Reencrypt, now: number): string | Busy;
}

export type Busy = typeof BUSY;

/** No value: those are text. */
export const BUSY = Symbol('BUSY');
