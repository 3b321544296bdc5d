import { foldCase } from '../filters/condition.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface EmailValue {
  readonly email: string;
  readonly text: string;
}

const EMAIL = /^[^\s@<>()]{1,64}@[^\s@<>()]{1,190}\.[^\s@<>().]{2,63}$/;

/** `email`: an address and its displayed text. */
export const email = columnType<EmailValue>({
  name: 'email',
  typename: 'EmailValue',
  fromJson: (value, { column }) => {
    if (typeof value === 'string') return fromText(value, column);
    const { email: address, text } = value as { email?: unknown; text?: unknown };
    return read(address, text ?? address, column);
  },
  fromText: (text, { column }) => fromText(text, column),
  index: (value) => ({ text: foldCase(`${value.email} ${value.text}`), keys: [value.email, value.text] }),
  text: ({ stored }) => stored?.value.text ?? '',
  fields: {
    email: ({ stored }: Cell<EmailValue>) => stored?.value.email ?? null,
    label: ({ stored }: Cell<EmailValue>) => stored?.value.text ?? null,
  },
  operators: { ...EMPTINESS, ...keySets(), ...TEXT },
  ordersByText: true,
});

/** The address, then the displayed text. */
function fromText(given: string, column: Column): EmailValue {
  const [address = '', ...text] = given.trim().split(/\s+/);
  return read(address, text.length === 0 ? address : text.join(' '), column);
}

function read(address: unknown, text: unknown, column: Column): EmailValue {
  if (typeof address !== 'string' || !EMAIL.test(address) || typeof text !== 'string') {
    throw invalidValue(column, 'An email is written {"email":"name@example.com","text":"Name"}.');
  }
  return { email: address, text: text === '' ? address : text };
}
