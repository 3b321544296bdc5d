import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets } from './operators.js';

/** `button`: its label and colour are settings of the column; a click is not stored. */
export const button = columnType<{ readonly clicks: number }>({
  name: 'button',
  typename: 'ButtonValue',
  index: ({ clicks }) => ({ number: clicks, keys: [clicks] }),
  text: () => '',
  fields: {
    label: ({ column }: Cell) => column.settings['label'] ?? null,
    color: ({ column }: Cell) => column.settings['color'] ?? null,
  },
  operators: { ...EMPTINESS, ...keySets() },
});
