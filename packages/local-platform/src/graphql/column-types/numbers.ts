import { columnType, type Cell } from './column-type.js';
import { comparisons, EMPTINESS, keySets, numberOf, only, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

const NUMBER = /^-?\d{1,30}(\.\d{1,30})?$/;

interface Unit {
  readonly symbol?: string;
  readonly direction?: string;
}

const unitOf = ({ column }: Cell): Unit => column.settings['unit'] ?? {};

/** `numbers`: stored as text, so that no digit is lost. */
export const numbers = columnType<string>({
  name: 'numbers',
  typename: 'NumbersValue',
  fromJson: (value, { column }) => {
    const isPlain = typeof value === 'string' || typeof value === 'number';
    if (!isPlain || !NUMBER.test(String(value))) throw invalidValue(column);
    return String(value);
  },
  fromText: (value, { column }) => {
    if (!NUMBER.test(value)) throw invalidValue(column);
    return value;
  },
  index: (value) => ({ text: value, number: Number(value), keys: [Number(value)] }),
  text: ({ stored }) => stored?.value ?? '',
  fields: {
    number: ({ stored }: Cell<string>) => (stored ? Number(stored.value) : null),
    symbol: (cell: Cell) => unitOf(cell).symbol ?? null,
    direction: (cell: Cell) => unitOf(cell).direction ?? null,
  },
  operators: {
    ...EMPTINESS,
    ...keySets(numberOf),
    ...comparisons(numberOf),
    ...only(TEXT, 'contains_text', 'contains_terms'),
  },
});
