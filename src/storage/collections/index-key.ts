import { findTextProblem } from '../rules/index.js';
import { type IndexType } from './collection-declaration.js';

/** A field's value as text whose UTF-8 bytes have the order of the values, or the problem with the value. */
export type IndexKey = { readonly key: string } | { readonly problem: string };

/** Maximum size of an indexed text, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 512;

/** Ends the key of a value. Keys of values do not contain it, so what follows cannot change their order. */
export const END = '\u0001';
/** The first text after the key of a value and all that follows {@link END}. */
export const AFTER_END = '\u0002';

const DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** The key of a value of an indexed field, or of an end of a range. A range may have a `Date`. */
export function indexKeyOf(type: IndexType, value: unknown): IndexKey {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? { key: numberKey(value) }
        : { problem: 'must be a finite number' };
    case 'date':
      return dateKey(value);
    case 'text':
      return textKey(value);
  }
}

/** The bits of the number in an order-preserving form, as 16 hexadecimal digits. */
function numberKey(value: number): string {
  const bytes = Buffer.alloc(8);
  // -0 equals 0.
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  const bits = bytes.readBigUInt64BE();
  const isNegative = bits >> 63n === 1n;
  bytes.writeBigUInt64BE(isNegative ? ~bits & 0xffff_ffff_ffff_ffffn : bits | (1n << 63n));
  return bytes.toString('hex');
}

function dateKey(value: unknown): IndexKey {
  const time = value instanceof Date ? value.getTime() : typeof value === 'string' ? timeOf(value) : NaN;
  return Number.isNaN(time)
    ? { problem: 'must be a date, such as 2026-03-01 or 2026-03-01T12:00:00Z' }
    : { key: numberKey(time) };
}

/** `Date.parse` accepts other forms too, and the 30th of February. */
function timeOf(text: string): number {
  const [, day] = DATE.exec(text) ?? [];
  if (day === undefined) return NaN;
  const midnight = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return isDay ? Date.parse(text) : NaN;
}

function textKey(value: unknown): IndexKey {
  if (typeof value !== 'string' || Buffer.byteLength(value) > MAX_TEXT_BYTES) {
    return { problem: `must be text of at most ${MAX_TEXT_BYTES} bytes` };
  }
  const problem = findTextProblem(value);
  return problem === undefined ? { key: escapeText(value) } : { problem };
}

/** Keeps the order, because all other characters come after U+0002. */
function escapeText(text: string): string {
  return text.replaceAll('\u0002', '\u0002\u0003').replaceAll('\u0001', '\u0002\u0002');
}
