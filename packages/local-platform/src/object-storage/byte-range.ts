import { type ByteRange } from './object-contents.js';

/**
 * Reads a `Range` header with one range (RFC 9110, 14.1.2).
 * @param size of the object
 * @returns `whole` without a header, or with one that servers ignore; `outside` if no byte is in it
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'whole' | 'outside' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'outside' : { first: size - length, last: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= size ? 'outside' : { first: start, last: end };
}
