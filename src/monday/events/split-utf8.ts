/** Splits a text into parts of at most `maxBytes` bytes of UTF-8, and never within a character. */
export function splitUtf8(text: string, maxBytes: number): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const parts: string[] = [];
  for (let start = 0; start < bytes.length || parts.length === 0;) {
    let end = Math.min(start + maxBytes, bytes.length);
    while (isContinuation(bytes[end])) end -= 1;
    parts.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return parts;
}

const isContinuation = (byte = 0): boolean => (byte & 0b1100_0000) === 0b1000_0000;
