/** A reply of several texts, one after another, which are never put together. */
export class LargeText {
  constructor(readonly parts: readonly string[]) {}

  /** Its length in UTF-8. */
  get bytes(): number {
    return this.parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  }
}

/** Longer texts are sent in pieces. */
export const LARGE_REPLY_CHARACTERS = 64 * 1024;

/** The reply that these texts make, one after another. */
export function textReply(parts: readonly string[]): string | LargeText {
  const characters = parts.reduce((sum, part) => sum + part.length, 0);
  return characters > LARGE_REPLY_CHARACTERS ? new LargeText(parts) : parts.join('');
}
