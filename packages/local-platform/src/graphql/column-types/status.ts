import { foldCase } from '../filters/condition.js';
import type { Column } from '../store/index.js';
import { columnType, type Cell, type Write } from './column-type.js';
import { EMPTINESS, keySets } from './operators.js';
import { invalidValue } from './problems.js';

interface StatusValue {
  /** The id of a label; monday calls it the index. */
  readonly index: number;
}

/** One of `settings.labels` (docs/monday-platform.md#column-values). */
export interface StatusLabel {
  readonly id: number;
  readonly label: string;
  readonly color: number;
  readonly index: number;
  readonly is_done: boolean;
  readonly is_deactivated: boolean;
  readonly hex: string;
}

/** `status`: one of the labels of the column. */
export const status = columnType<StatusValue>({
  name: 'status',
  typename: 'StatusValue',
  legacySettings: (column) => ({
    labels: Object.fromEntries(labelsOf(column).map(({ id, label }) => [id, label])),
  }),
  fromJson: (value, write) => {
    if (typeof value === 'string') return fromText(value, write);
    const { label, index } = value as { label?: unknown; index?: unknown };
    return label === undefined ? byId(index, write.column) : byLabel(label, write);
  },
  fromText,
  index: ({ index }, column) => ({
    text: foldCase(labelOf(column, index)?.label ?? ''),
    number: labelOf(column, index)?.index ?? index,
    keys: [index],
  }),
  text: ({ column, stored }) => (stored && labelOf(column, stored.value.index)?.label) ?? null,
  fields: {
    index: ({ stored }: Cell<StatusValue>) => stored?.value.index ?? null,
    label: ({ column, stored }: Cell<StatusValue>) =>
      (stored && labelOf(column, stored.value.index)?.label) ?? null,
    is_done: ({ column, stored }: Cell<StatusValue>) =>
      stored ? (labelOf(column, stored.value.index)?.is_done ?? false) : null,
  },
  operators: { ...EMPTINESS, ...keySets() },
});

/** Colours of the labels by id, as monday gives them to the first ones; 5 is that of an empty status. */
const COLORS: readonly string[] = [
  '#fdab3d',
  '#00c875',
  '#df2f4a',
  '#007eb5',
  '#9d50dd',
  '#c4c4c4',
  '#037f4c',
  '#579bfc',
];

/** A label with the colour that belongs to its id; the second is done, as on a new board of monday. */
export function statusLabel(id: number, label: string, index: number): StatusLabel {
  const color = id % COLORS.length;
  return {
    id,
    label,
    color,
    index,
    is_done: id === 1,
    is_deactivated: false,
    hex: COLORS[color] ?? '#c4c4c4',
  };
}

export function labelsOf(column: Column): readonly StatusLabel[] {
  const { labels } = column.settings;
  return Array.isArray(labels) ? (labels as StatusLabel[]) : [];
}

function labelOf(column: Column, id: number): StatusLabel | undefined {
  return labelsOf(column).find((label) => label.id === id);
}

function fromText(text: string, write: Write): StatusValue {
  return /^\d+$/.test(text) ? byId(text, write.column) : byLabel(text, write);
}

function byId(id: unknown, column: Column): StatusValue {
  const known = labelsOf(column).find((label) => String(label.id) === String(id));
  if (known === undefined) throw invalidValue(column);
  return { index: known.id };
}

function byLabel(label: unknown, { column, createLabels, changeSettings }: Write): StatusValue {
  const labels = labelsOf(column);
  const known = labels.find((candidate) => candidate.label === label);
  if (known) return { index: known.id };
  if (!createLabels || typeof label !== 'string') {
    const possible = labels.map(({ id, label: text }) => `${id}: ${text}`);
    throw invalidValue(
      column,
      `This status label doesn't exist, possible statuses are: {${possible.join(', ')}}`,
    );
  }
  const id = Math.max(-1, ...labels.map((candidate) => candidate.id)) + 1;
  const added = statusLabel(id, label, labels.length);
  changeSettings({ ...column.settings, labels: [...labels, added] });
  return { index: id };
}
