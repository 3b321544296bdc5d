import { labelsOf } from '../column-types/status.js';
import { type Column } from '../store/index.js';

/** monday's older names of column types, which events and logs still use. */
const EVENT_TYPES: Readonly<Record<string, string>> = {
  status: 'color',
  people: 'multiple-person',
  numbers: 'numeric',
  long_text: 'long-text',
  timeline: 'timerange',
  checkbox: 'boolean',
  board_relation: 'board-relation',
  tags: 'tag',
};

/** The type of a column in events. */
export function eventType({ type }: Column): string {
  return EVENT_TYPES[type] ?? type;
}

/** A stored value in the format of events: for example, a status with its label. */
export function shownValue(column: Column, stored: unknown): unknown {
  if (stored === null) return null;
  if (column.type !== 'status') return stored;
  const { index } = stored as { index: number };
  const label = labelsOf(column).find(({ id }) => id === index);
  return { label: { index, text: label?.label ?? '', is_done: label?.is_done ?? false } };
}
