/** A reply of several consecutive texts, which are never concatenated. */
export class LargeText {
  constructor(readonly parts: readonly string[]) {}

  /** Its length in UTF-8. */
  get bytes(): number {
    return this.parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  }
}

/** Longer texts are sent in chunks. */
export const LARGE_REPLY_CHARACTERS = 64 * 1024;

/** Creates a reply from consecutive texts. */
export function textReply(parts: readonly string[]): string | LargeText {
  const characters = parts.reduce((sum, part) => sum + part.length, 0);
  return characters > LARGE_REPLY_CHARACTERS ? new LargeText(parts) : parts.join('');
}
