import { columnType } from './column-type.js';
import { comparisons, EMPTINESS, keySets, only, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

const NUMBER = /^-?\d{1,30}(\.\d{1,30})?$/;

/** `numbers`: kept as the text it was written with, so that no digit is lost. */
export const numbers = columnType<string>({
  name: 'numbers',
  typename: 'NumbersValue',
  fromJson: (value, { column }) => {
    if (typeof value !== 'string' && typeof value !== 'number') throw invalidValue(column);
    if (!NUMBER.test(String(value))) throw invalidValue(column);
    return String(value);
  },
  fromText: (value, { column }) => {
    if (!NUMBER.test(value)) throw invalidValue(column);
    return value;
  },
  index: (value) => ({ text: value, number: Number(value), keys: [Number(value)] }),
  text: ({ stored }) => stored?.value ?? '',
  fields: {
    number: ({ stored }: { stored?: { value: string } }) => (stored ? Number(stored.value) : null),
    symbol: ({ column }: { column: { settings: { unit?: { symbol?: string } } } }) =>
      column.settings.unit?.symbol ?? null,
    direction: ({ column }: { column: { settings: { unit?: { direction?: string } } } }) =>
      column.settings.unit?.direction ?? null,
  },
  operators: {
    ...EMPTINESS,
    ...keySets((value) => numberOf(value)),
    ...comparisons((value) => numberOf(value)),
    ...only(TEXT, 'contains_text', 'contains_terms'),
  },
});

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
