import { foldCase } from '../filters/condition.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { countryName } from './country-name.js';
import { EMPTINESS, keySets, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface CountryValue {
  readonly countryCode: string;
  readonly countryName: string;
}

/** `country`: identified by its two-letter code. */
export const country = columnType<CountryValue>({
  name: 'country',
  typename: 'CountryValue',
  fromJson: (value, { column }) => {
    if (typeof value === 'string') return fromText(value, column);
    const { countryCode, countryName: name } = value as { countryCode?: unknown; countryName?: unknown };
    return read(countryCode, name, column);
  },
  fromText: (text, { column }) => fromText(text, column),
  index: (value) => ({ text: foldCase(value.countryName), keys: [value.countryCode, value.countryName] }),
  text: ({ stored }) => stored?.value.countryName ?? '',
  fields: {
    country: ({ stored }: Cell<CountryValue>) =>
      stored ? { code: stored.value.countryCode, name: stored.value.countryName } : null,
  },
  operators: { ...EMPTINESS, ...keySets(), ...TEXT },
  ordersByText: true,
});

/** `US-United States` or `US`. */
function fromText(text: string, column: Column): CountryValue {
  const [code, ...name] = text.split('-');
  return read(code?.trim(), name.length > 0 ? name.join('-').trim() : undefined, column);
}

function read(code: unknown, name: unknown, column: Column): CountryValue {
  const known = typeof code === 'string' ? countryName(code) : undefined;
  if (known === undefined) {
    throw invalidValue(column, 'A country is written {"countryCode":"US","countryName":"United States"}.');
  }
  return { countryCode: code as string, countryName: typeof name === 'string' && name !== '' ? name : known };
}
