import { foldCase } from '../filters/condition.js';
import { columnType } from './column-type.js';
import { EMPTINESS, keySets, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

/** `text`: a line of text. */
export const text = columnType<string>({
  name: 'text',
  typename: 'TextValue',
  fromJson: (value, { column }) => {
    if (typeof value !== 'string') throw invalidValue(column);
    return value;
  },
  fromText: (value) => value,
  index: (value) => ({ text: foldCase(value), keys: [value] }),
  text: ({ stored }) => stored?.value ?? '',
  operators: { ...EMPTINESS, ...keySets(), ...TEXT },
  ordersByText: true,
});
