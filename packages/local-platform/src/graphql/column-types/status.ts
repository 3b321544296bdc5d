import { isObject } from 'monday-persistence/json';
import { combine, foldCase, indexed, not, withKey } from '../filters/condition.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell, type Write } from './column-type.js';
import { EMPTINESS, namedKeys, only, plainTextOf, sets } from './operators.js';
import { invalidValue } from './problems.js';
import { COLORS, styleOf } from './status-colors.js';

interface StatusValue {
  /** The id of a label; monday calls it the index. */
  readonly index: number;
}

/** One of `settings.labels` (docs/monday-platform.md#column-values). */
export interface StatusLabel {
  readonly id: number;
  readonly label: string;
  /** The index of the colour in monday's list. */
  readonly color: number;
  /** The position in the list of labels. */
  readonly index: number;
  readonly is_done: boolean;
  readonly is_deactivated: boolean;
  readonly hex: string;
  /** Only of labels that were given one. */
  readonly description?: string;
}

/** The id of the label for items without a status. */
const EMPTY = 5;

/** `status`: one of the labels of the column. */
export const status = columnType<StatusValue>({
  name: 'status',
  typename: 'StatusValue',
  readSettings: (given) => ({ ...given, labels: readLabels(given['labels']) }),
  legacySettings: (column) => {
    const labels = labelsOf(column);
    const byId = <T>(of: (label: StatusLabel) => T): Record<string, T> =>
      Object.fromEntries(labels.map((label) => [label.id, of(label)]));
    return {
      labels: byId(({ label }) => label),
      labels_positions_v2: byId(({ index }) => index),
      labels_colors: byId(({ color }) => styleOf(color)),
      done_colors: labels.filter(({ is_done }) => is_done).map(({ id }) => id),
    };
  },
  fromJson: (value, write) => {
    if (typeof value === 'string') return fromText(value, write);
    if (typeof value === 'number') return byId(value, write.column);
    const { label, index } = value as { label?: unknown; index?: unknown };
    return label === undefined || label === null ? byId(index, write.column) : byLabel(label, write);
  },
  fromText,
  index: ({ index }, column) => ({ number: labelOf(column, index)?.index ?? index, keys: [index] }),
  indexedSettings: (column) => labelsOf(column).map(({ id, index }) => [id, index]),
  text: ({ column, stored }) => (stored && labelOf(column, stored.value.index)?.label) ?? null,
  fields: {
    index: ({ stored }: Cell<StatusValue>) => stored?.value.index ?? null,
    label: ({ column, stored }: Cell<StatusValue>) =>
      (stored && labelOf(column, stored.value.index)?.label) ?? null,
    is_done: ({ column, stored }: Cell<StatusValue>) =>
      stored ? (labelOf(column, stored.value.index)?.is_done ?? false) : null,
    label_style: ({ column, stored }: Cell<StatusValue>) => {
      const label = stored && labelOf(column, stored.value.index);
      return label ? styleOf(label.color) : null;
    },
    // The update written together with the status; the API does not support such a write.
    update_id: () => null,
  },
  operators: {
    ...EMPTINESS,
    ...sets(({ column, values }) => {
      const ids = values.filter((value) => typeof value === 'number');
      const found = withKey(column.key, ids);
      return ids.includes(EMPTY) ? combine('or', [found, not(indexed(column.key))]) : found;
    }),
    ...only(
      namedKeys(({ column }) => labelsOf(column).map(({ id, label }) => ({ key: id, name: label }))),
      'contains_text',
      'contains_terms',
    ),
  },
});

/** Creates a label with the default colour of its id. The second label is "done", as on a new board of monday. */
export function statusLabel(id: number, label: string, index: number): StatusLabel {
  const color = id % COLORS.length;
  return {
    id,
    label,
    color,
    index,
    is_done: id === 1,
    is_deactivated: false,
    hex: styleOf(color).color,
  };
}

export function labelsOf(column: Column): readonly StatusLabel[] {
  const { labels } = column.settings;
  return Array.isArray(labels) ? (labels as StatusLabel[]) : [];
}

function labelOf(column: Column, id: number): StatusLabel | undefined {
  return labelsOf(column).find((label) => label.id === id);
}

/**
 * Labels from the settings of a new column: a list of labels with at least a text, or the older form
 * `{"0": "Text"}`. Default: the labels of monday's new columns.
 */
function readLabels(given: unknown): StatusLabel[] {
  if (Array.isArray(given)) {
    return (given as Partial<StatusLabel>[]).map((label, index) => {
      const id = label.id ?? label.index ?? index;
      const made = statusLabel(id, label.label ?? '', label.index ?? index);
      const color = colorOf(label.color) ?? made.color;
      return {
        ...made,
        is_done: label.is_done ?? made.is_done,
        is_deactivated: label.is_deactivated ?? false,
        color,
        hex: styleOf(color).color,
        ...(label.description ? { description: label.description } : {}),
      };
    });
  }
  const labels = isObject(given) ? given : DEFAULT_LABELS;
  return Object.entries(labels).map(([id, label], index) => statusLabel(Number(id), String(label), index));
}

const DEFAULT_LABELS: Readonly<Record<string, string>> = { 0: 'Working on it', 1: 'Done', 2: 'Stuck' };

/** The index of a colour, given by index or by monday's name. */
function colorOf(color: unknown): number | undefined {
  const place = typeof color === 'number' ? color : COLORS.findIndex(({ name }) => name === color);
  return place >= 0 && place < COLORS.length ? place : undefined;
}

function fromText(text: string, write: Write): StatusValue {
  const isKnown = labelsOf(write.column).some(({ label }) => label === text);
  return /^\d+$/.test(text) && !isKnown ? byId(text, write.column) : byLabel(text, write);
}

function byId(id: unknown, column: Column): StatusValue {
  const known = labelsOf(column).find((label) => String(label.id) === plainTextOf(id));
  if (known === undefined || known.is_deactivated) throw unknownLabel(column);
  return { index: known.id };
}

function byLabel(label: unknown, { column, createLabels, changeSettings }: Write): StatusValue {
  const labels = labelsOf(column);
  const known = labels.find(
    (candidate) => foldCase(candidate.label) === (typeof label === 'string' ? foldCase(label) : label),
  );
  if (known && !known.is_deactivated) return { index: known.id };
  if (!createLabels || typeof label !== 'string') throw unknownLabel(column);
  const taken = new Set([EMPTY, ...labels.map(({ id }) => id)]);
  let id = 0;
  while (taken.has(id)) id += 1;
  changeSettings({ ...column.settings, labels: [...labels, statusLabel(id, label, labels.length)] });
  return { index: id };
}

function unknownLabel(column: Column): Error {
  const possible = labelsOf(column).map(({ id, label }) => `${id}: ${label}`);
  return invalidValue(
    column,
    `This status label doesn't exist, possible statuses are: {${possible.join(', ')}}`,
  );
}
