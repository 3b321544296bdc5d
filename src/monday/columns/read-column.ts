import { fieldsOf } from 'monday-persistence/json';
import { CHOICE_READERS } from './choice-readers.js';
import { type ColumnContent } from './column-content.js';
import { isText, type ColumnReaders, type MondayColumnValue } from './column-source.js';
import { COMPUTED_READERS } from './computed-readers.js';
import { CONTACT_READERS } from './contact-readers.js';
import { LINKED_READERS } from './linked-readers.js';
import { TEXT_READERS } from './text-readers.js';
import { TIME_READERS } from './time-readers.js';

/** The reader of each column type that is known here. */
export const COLUMN_READERS: ColumnReaders = {
  ...TEXT_READERS,
  ...CHOICE_READERS,
  ...TIME_READERS,
  ...CONTACT_READERS,
  ...LINKED_READERS,
  ...COMPUTED_READERS,
};

/** The selection of `column_values` from which `readColumn` can read every type (docs/monday-platform.md#column-values). */
export const COLUMN_FIELDS = [
  'id type text value',
  ...Object.values(COLUMN_READERS).flatMap(({ fragment }) => fragment ?? []),
].join(' ');

/**
 * The content of a column, by its type; `null` if it is empty. Never throws, because monday's format is not guaranteed.
 */
export function readColumn({ type, text, value, details }: MondayColumnValue): ColumnContent | null {
  const reader = Object.hasOwn(COLUMN_READERS, type) ? COLUMN_READERS[type] : undefined;
  if (!reader) return readOther(type, value, text);
  const source = { text, value: value ?? null, fields: fieldsOf(value), details: fieldsOf(details) };
  return reader.read(source) ?? null;
}

function readOther(columnType: string, value: unknown, text: unknown): ColumnContent | null {
  const found = value ?? (isText(text) ? text : null);
  return found === null ? null : { type: 'other', columnType, value: found };
}
