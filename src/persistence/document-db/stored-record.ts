import { type Entry, type Version } from 'monday-persistence';
import { addWholeNumber } from 'monday-persistence/driver-kit';
import { decode, headOf, idOf } from './document-id.js';

/** The expiry of a record that does not expire, so that one comparison selects the live records. */
const NEVER = Number.MAX_SAFE_INTEGER;
/** A document has at most 4 MiB (docs/monday-platform.md#document-db). */
const PART_BYTES = 3 * 1024 * 1024;

/** A record. The names are short, because every document repeats them. */
export interface StoredRecord {
  readonly _id: string;
  /** The key, if it is too long for an id. */
  readonly k?: string;
  /** The version. */
  readonly v: Version;
  /** When it expires, in milliseconds since the epoch. */
  readonly e: number;
  /** How many documents hold the value; 0 if this one does. */
  readonly p: number;
  /** The value. A safe integer in its shortest form is a number, to which the server can add. */
  readonly x: string | number;
}

/** What decides whether a record is live and who may write it. */
export type RecordHead = Pick<StoredRecord, '_id' | 'v' | 'e' | 'p'>;

/** A part of a value that is too large for one document. Parts never change: a new version has new ones. */
export interface StoredPart {
  /** The version of the record and the number of the part. */
  readonly _id: string;
  readonly x: string;
}

export interface NewRecord {
  readonly record: StoredRecord;
  readonly parts: readonly StoredPart[];
}

/** @param expiresAt milliseconds since the epoch; `undefined` for never */
export function newRecord(
  key: string,
  value: string,
  version: Version,
  expiresAt: number | undefined,
): NewRecord {
  const parts = splitValue(value).map((x, number) => ({ _id: partId(version, number), x }));
  const record = {
    _id: idOf(key),
    ...(headOf(key) !== key && { k: key }),
    v: version,
    e: expiresAt ?? NEVER,
    p: parts.length,
    x: parts.length > 0 ? '' : encodeValue(value),
  };
  return { record, parts };
}

export const keyOf = ({ _id, k }: Pick<StoredRecord, '_id' | 'k'>): string => k ?? decode(_id);

/** @param value from the parts, if the record has any */
export function entryOf(record: StoredRecord, value = String(record.x)): Entry {
  const { v: version, e } = record;
  return { key: keyOf(record), value, version, ...(e !== NEVER && { expiresAt: e }) };
}

export const expiryOf = ({ e }: Pick<StoredRecord, 'e'>): number | undefined => (e === NEVER ? undefined : e);

export const partIds = ({ v, p }: Pick<RecordHead, 'v' | 'p'>): string[] =>
  Array.from({ length: p }, (_, number) => partId(v, number));

const partId = (version: Version, number: number): string => `v${version}/${number}`;

/** The texts of the parts; none if the value fits into one document. */
function splitValue(value: string): string[] {
  if (value.length <= PART_BYTES / 3) return [];
  const bytes = Buffer.from(value);
  if (bytes.length <= PART_BYTES) return [];
  const parts: string[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = Math.min(start + PART_BYTES, bytes.length);
    // The continuation bytes of UTF-8 are not separated from their character.
    while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    parts.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return parts;
}

function encodeValue(value: string): string | number {
  if (value.length > 17) return value;
  const number = Number(value);
  return Number.isSafeInteger(number) && String(number) === value ? number : value;
}

/** The sum, for a record that no single write could change. @throws PersistenceNotANumberError */
export const sumOf = (key: string, record: StoredRecord | undefined, by: number): number =>
  addWholeNumber(key, record && (record.p > 0 ? '' : String(record.x)), by);
