import { NEVER, not } from '../filters/condition.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, only, plainTextOf, sets, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface CheckboxValue {
  readonly checked: 'true';
}

/** `checkbox`: an unchecked cell has no value. */
export const checkbox = columnType<CheckboxValue>({
  name: 'checkbox',
  typename: 'CheckboxValue',
  fromJson: (value, { column }) =>
    read((value as { checked?: unknown }).checked ?? value, () => invalidValue(column)),
  fromText: (text, { column }) => read(text, () => invalidValue(column)),
  index: () => ({ text: 'v', number: 1 }),
  text: ({ stored }) => (stored ? 'v' : ''),
  fields: { checked: ({ stored }: Cell<CheckboxValue>) => stored !== undefined },
  operators: {
    ...EMPTINESS,
    // Accepted, but matches nothing (docs/monday-platform.md#filters).
    ...sets(() => NEVER),
    not_any_of: () => not(NEVER),
    ...only(TEXT, 'contains_text', 'contains_terms'),
  },
});

function read(checked: unknown, refuse: () => Error): CheckboxValue | null {
  switch (plainTextOf(checked) ?? '') {
    case 'true':
      return { checked: 'true' };
    case 'false':
      return null;
    default:
      throw refuse();
  }
}
