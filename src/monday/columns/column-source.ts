import { type ColumnContent } from './column-content.js';

/** A column of an item as `MondayApi` returns it. */
export interface MondayColumnValue {
  readonly id: string;
  readonly type: string;
  /** The value as text; `null` if the column is empty. */
  readonly text: string | null;
  /** The parsed value; its format depends on the type. `null` if the column is empty. */
  readonly value: unknown;
  /** The fields of the type's own, such as `display_value` of a mirror (docs/monday-platform.md#column-values). */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A column in the form in which readers need it: `fields` is its value if that is an object. */
export interface ColumnSource {
  readonly text: string | null;
  readonly value: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Reads one column type. */
export interface ColumnReader {
  /** The inline fragment for data that `value` and `text` do not contain. */
  readonly fragment?: string;
  /** Returns `undefined` if the column is empty. Must not throw, whatever monday sent. */
  readonly read: (source: ColumnSource) => ColumnContent | undefined;
}

export type ColumnReaders = Readonly<Record<string, ColumnReader>>;

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The text, or `null`. */
export function textOr(value: unknown): string | null {
  return isText(value) ? value : null;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An id, which monday sends as number or text; `null` if it is neither. */
export function idOr(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return textOr(value);
}

/** All ids of a list. */
export function idsOf(value: unknown): string[] {
  return listOf(value).flatMap((id) => idOr(id) ?? []);
}

/** A number that monday sends as number or text; `undefined` if it is neither. */
export function numberOf(value: unknown): number | undefined {
  const number = isText(value) || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** All whole numbers of a list. */
export function wholeNumbersOf(value: unknown): number[] {
  return listOf(value).flatMap((entry) => {
    const number = numberOf(entry);
    return Number.isSafeInteger(number) ? [number as number] : [];
  });
}
