import { BSONType, deserialize, Double, Int32, Long, serialize } from 'bson';

/**
 * A document as its values are in BSON: numbers stay `Int32`, `Double` and `Long`, so that what is written back has the
 * type that came.
 */
export type Document = Readonly<Record<string, unknown>>;

/** Parses bytes that were checked before. */
export function decodeDocument(bytes: Uint8Array): Document {
  return deserialize(bytes, { promoteValues: false, promoteBuffers: false, bsonRegExp: true });
}

/** Fields that are `undefined` are left out. */
export function encodeDocument(document: Document): Uint8Array {
  return serialize(document, { ignoreUndefined: true });
}

/** Whether a value is an embedded document, and no value that the library has a class for. */
export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value);
}

const isPlain = (value: object): boolean =>
  !('_bsontype' in value) && !(value instanceof Date) && !(value instanceof Uint8Array);

/** A field of the document itself, never of its prototype. */
export function fieldOf(document: Document, name: string): unknown {
  return Object.hasOwn(document, name) ? document[name] : undefined;
}

/** The value of a BSON number; `undefined` if it is none. A `Long` beyond 2^53 is rounded. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (Long.isLong(value)) return value.toNumber();
  return undefined;
}

/** How commands say yes: a true boolean, or a number other than 0. */
export function isTruthy(value: unknown): boolean {
  return value === true || (numberOf(value) ?? 0) !== 0;
}

export { BSONType };
