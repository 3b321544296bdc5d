import { fieldsOf } from 'monday-persistence/json';
import {
  isText,
  listOf,
  numberOf,
  textOr,
  wholeNumbersOf,
  type ColumnReaders,
  type ColumnSource,
} from './column-source.js';

/** Labels and other choices. */
export const CHOICE_READERS: ColumnReaders = {
  status: {
    fragment: '... on StatusValue { label }',
    read: ({ fields, details, text }) => {
      const { index } = fields;
      return typeof index === 'number'
        ? { type: 'status', index, label: textOr(details['label']) ?? textOr(text) }
        : undefined;
    },
  },
  dropdown: {
    fragment: '... on DropdownValue { values { id label } }',
    read: (source) => {
      const ids = wholeNumbersOf(source.fields['ids']);
      return ids.length > 0 ? { type: 'dropdown', ids, labels: labelsOf(source, ids.length) } : undefined;
    },
  },
  tags: {
    read: ({ fields }) => {
      const ids = wholeNumbersOf(fields['tag_ids']);
      return ids.length > 0 ? { type: 'tags', ids } : undefined;
    },
  },
  checkbox: {
    // monday uses both forms.
    read: ({ value, fields: { checked } }) =>
      value === null ? undefined : { type: 'checkbox', isChecked: checked === true || checked === 'true' },
  },
  rating: {
    read: ({ fields }) => {
      const rating = numberOf(fields['rating']);
      return rating === undefined ? undefined : { type: 'rating', rating };
    },
  },
  color_picker: {
    read: ({ fields: { color } }) => {
      const hex = isText(color) ? color : fieldsOf(color)['hex'];
      return isText(hex) ? { type: 'color_picker', color: hex } : undefined;
    },
  },
};

/** A label may contain a comma, so the text is split only where that gives one label for each id. */
function labelsOf({ details, text }: ColumnSource, count: number): string[] {
  const values = listOf(details['values']);
  if (values.length > 0) return values.flatMap((value) => textOr(fieldsOf(value)['label']) ?? []);
  if (!isText(text)) return [];
  const parts = count === 1 ? [text] : text.split(',').map((label) => label.trim());
  return parts.length === count ? parts : [];
}
