import { isCountry } from './country-name.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface PhoneValue {
  readonly phone: string;
  readonly countryShortName: string;
}

const PHONE = /^\+?[\d\s().-]{3,40}$/;

/** `phone`: a number and its country. */
export const phone = columnType<PhoneValue>({
  name: 'phone',
  typename: 'PhoneValue',
  fromJson: (value, { column }) => {
    if (typeof value === 'string') return fromText(value, column);
    const { phone: number, countryShortName } = value as { phone?: unknown; countryShortName?: unknown };
    return read(typeof number === 'number' ? String(number) : number, countryShortName ?? '', column);
  },
  fromText: (text, { column }) => fromText(text, column),
  index: (value) => ({ text: value.phone, keys: [value.phone] }),
  text: ({ stored }) => stored?.value.phone ?? '',
  fields: {
    phone: ({ stored }: Cell<PhoneValue>) => stored?.value.phone ?? null,
    country_short_name: ({ stored }: Cell<PhoneValue>) => stored?.value.countryShortName ?? null,
  },
  operators: { ...EMPTINESS, ...keySets(), ...TEXT },
  ordersByText: true,
});

/** The number, then the country code. */
function fromText(text: string, column: Column): PhoneValue {
  const whole = text.trim();
  const country = /[A-Za-z]{2}$/.exec(whole)?.[0] ?? '';
  return read(whole.slice(0, whole.length - country.length).trimEnd(), country.toUpperCase(), column);
}

function read(number: unknown, country: unknown, column: Column): PhoneValue {
  const isValid =
    typeof number === 'string' &&
    PHONE.test(number) &&
    typeof country === 'string' &&
    (country === '' || isCountry(country));
  if (!isValid)
    throw invalidValue(column, 'A phone is written {"phone":"+12025550169","countryShortName":"US"}.');
  return { phone: number.trim(), countryShortName: country };
}
