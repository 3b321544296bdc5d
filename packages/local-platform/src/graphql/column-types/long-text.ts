import { foldCase } from '../filters/condition.js';
import { columnType } from './column-type.js';
import { EMPTINESS, keySets, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface LongTextValue {
  readonly text: string;
}

/** `long_text`: multi-line text. */
export const longText = columnType<LongTextValue>({
  name: 'long_text',
  typename: 'LongTextValue',
  fromJson: (value, { column }) => {
    const text = typeof value === 'string' ? value : (value as { text?: unknown }).text;
    if (typeof text !== 'string') throw invalidValue(column);
    return text === '' ? null : { text };
  },
  fromText: (text) => ({ text }),
  index: ({ text }) => ({ text: foldCase(text), keys: [text] }),
  text: ({ stored }) => stored?.value.text ?? '',
  operators: { ...EMPTINESS, ...keySets(), ...TEXT },
  ordersByText: true,
});
