const LITTLE_ENDIAN = [0xff, 0xfe];
const BIG_ENDIAN = [0xfe, 0xff];

/**
 * Decodes a file of variables: UTF-8, or UTF-16 with a byte order mark, as editors and PowerShell on Windows write. The
 * mark is removed.
 * @throws Error that describes the problem, without the content
 */
export function decodeText(bytes: Buffer): string {
  const text = decode(bytes);
  // UTF-16 without a mark is mostly valid UTF-8, with a zero byte next to each letter.
  if (text === undefined || text.includes('\0')) throw new Error('is not text in UTF-8');
  return text;
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function encodingOf(bytes: Buffer): string {
  const startsWith = (mark: readonly number[]): boolean => mark.every((byte, index) => bytes[index] === byte);
  if (startsWith(LITTLE_ENDIAN)) return 'utf-16le';
  return startsWith(BIG_ENDIAN) ? 'utf-16be' : 'utf-8';
}
