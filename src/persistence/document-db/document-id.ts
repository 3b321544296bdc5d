import { sha256 } from 'monday-persistence/hash';

/**
 * Bytes of a key that its id holds as they are. An id has at most 1,500 bytes
 * (docs/monday-platform.md#document-db); a key has up to 2,048.
 */
const HELD_BYTES = 1_400;
/** Below every character of a key, which has no U+0000. */
const MARK = '\u0001';

/**
 * The `_id` of a record. In the order of bytes, ids are ordered as their keys, except for long keys with the same
 * {@link headOf}.
 */
export function idOf(key: string): string {
  const head = headOf(key);
  return encode(head === key ? key : `${head}${MARK}${sha256(key)}`);
}

/** Ids of the form `__…__` are reserved (docs/monday-platform.md#document-db). The encoding keeps the order. */
export function encode(text: string): string {
  return text.startsWith('_') ? `_${MARK}${text.slice(1)}` : text;
}

/** The inverse of {@link encode}. */
export function decode(id: string): string {
  return id.startsWith(`_${MARK}`) ? `_${id.slice(2)}` : id;
}

/** The first characters of a key, up to the limit; the whole key unless it is long. */
export function headOf(key: string): string {
  if (key.length <= HELD_BYTES / 3 || Buffer.byteLength(key) <= HELD_BYTES) return key;
  let bytes = 0;
  let end = 0;
  for (const character of key) {
    if (bytes >= HELD_BYTES) break;
    bytes += Buffer.byteLength(character);
    end += character.length;
  }
  return key.slice(0, end);
}
