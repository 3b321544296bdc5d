import { foldCase } from '../filters/condition.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell, type Write } from './column-type.js';
import { EMPTINESS, keySets, namedKeys, plainTextOf } from './operators.js';
import { invalidValue } from './problems.js';

interface DropdownValue {
  readonly ids: readonly number[];
}

/** One of `settings.labels`. */
interface DropdownLabel {
  readonly id: number;
  readonly label: string;
  readonly is_deactivated?: boolean;
}

/** `dropdown`: one or more labels of the column. */
export const dropdown = columnType<DropdownValue>({
  name: 'dropdown',
  typename: 'DropdownValue',
  readSettings: ({ settings, ...given }) => ({
    ...given,
    labels: readLabels(given['labels'] ?? olderLabels(settings)),
  }),
  legacySettings: (column) => ({
    ...column.settings,
    labels: labelsOf(column).map(({ id, label }) => ({ id, name: label })),
  }),
  fromJson: (value, write) => {
    if (typeof value === 'string') return byLabels(value.split(','), write);
    const { ids, labels } = value as { ids?: unknown; labels?: unknown };
    if (Array.isArray(ids)) return byIds(ids, write.column);
    if (Array.isArray(labels)) return byLabels(labels, write);
    throw invalidValue(write.column);
  },
  fromText: (text, write) => {
    const parts = text.split(',').map((part) => part.trim());
    const areIds = parts.every((part) => /^\d+$/.test(part) && !find(write.column, part));
    return areIds ? byIds(parts, write.column) : byLabels(parts, write);
  },
  index: ({ ids }) => ({ keys: ids, number: ids[0] }),
  text: ({ column, stored }) =>
    stored
      ? labelled(column, stored.value)
          .map(({ label }) => label)
          .join(', ')
      : null,
  fields: {
    values: ({ column, stored }: Cell<DropdownValue>) => (stored ? labelled(column, stored.value) : []),
  },
  operators: {
    ...EMPTINESS,
    ...keySets((value) => (typeof value === 'number' ? value : undefined)),
    ...namedKeys(({ column }) => labelsOf(column).map(({ id, label }) => ({ key: id, name: label }))),
  },
});

function labelsOf(column: Column): readonly DropdownLabel[] {
  const { labels } = column.settings;
  return Array.isArray(labels) ? (labels as DropdownLabel[]) : [];
}

/** In the older form of `defaults`, `{"settings":{"labels":[{"id","name"}]}}`. */
function olderLabels(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null && 'labels' in settings
    ? settings.labels
    : undefined;
}

function readLabels(given: unknown): DropdownLabel[] {
  const labels = Array.isArray(given) ? (given as Partial<DropdownLabel & { name: string }>[]) : [];
  return labels.map((label, index) => ({
    id: label.id ?? index + 1,
    label: label.label ?? label.name ?? '',
    is_deactivated: label.is_deactivated ?? false,
  }));
}

function labelled(column: Column, { ids }: DropdownValue): DropdownLabel[] {
  return ids.flatMap((id) => labelsOf(column).find((label) => label.id === id) ?? []);
}

function find(column: Column, text: string): DropdownLabel | undefined {
  return labelsOf(column).find(({ label }) => foldCase(label) === foldCase(text));
}

function byIds(ids: readonly unknown[], column: Column): DropdownValue | null {
  const known = ids.map((id) => {
    const label = labelsOf(column).find((candidate) => String(candidate.id) === plainTextOf(id));
    if (!label || label.is_deactivated) {
      throw invalidValue(column, `The dropdown label ${JSON.stringify(id)} does not exist in this column.`);
    }
    return label.id;
  });
  return limited(known, column);
}

function byLabels(
  labels: readonly unknown[],
  { column, createLabels, changeSettings }: Write,
): DropdownValue | null {
  const all = [...labelsOf(column)];
  const ids = labels.flatMap((given) => {
    if (typeof given !== 'string') throw invalidValue(column);
    const text = given.trim();
    if (text === '') return [];
    const known = all.find(({ label }) => foldCase(label) === foldCase(text));
    if (known) return known.id;
    if (!createLabels) {
      throw invalidValue(column, `The dropdown label "${text}" does not exist in this column.`);
    }
    const id = Math.max(0, ...all.map((label) => label.id)) + 1;
    all.push({ id, label: text, is_deactivated: false });
    return id;
  });
  if (all.length > labelsOf(column).length) changeSettings({ ...column.settings, labels: all });
  return limited(ids, column);
}

/** Removes duplicate labels and checks the maximum of the column. */
function limited(ids: readonly number[], column: Column): DropdownValue | null {
  const unique = [...new Set(ids)];
  const limit =
    column.settings['limit_select'] === true ? Number(column.settings['label_limit_count'] ?? 1) : Infinity;
  if (unique.length > limit) throw invalidValue(column, `This column takes at most ${limit} labels.`);
  return unique.length === 0 ? null : { ids: unique };
}
