/** Gives the same text encrypted with the newest key; the text as it came where it already is. */
export type Reseal = (sealed: string, associatedData: string) => string;

/** Records of one kind with encrypted text in them, for the rotation of keys. Their module knows where the text is. */
export interface SealedRecords {
  /** What their keys begin with. */
  readonly prefix: string;

  /**
   * The record's value with each encrypted text in it replaced; `busy` where someone works on the record right now and
   * would take any write for someone else's.
   */
  reseal(key: string, value: string, reseal: Reseal): string | Busy;
}

export type Busy = typeof BUSY;

/** No value: those are text. */
export const BUSY = Symbol('BUSY');
