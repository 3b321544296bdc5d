import { columnType, type Cell } from './column-type.js';
import { comparisons, EMPTINESS, keySets } from './operators.js';
import { invalidValue } from './problems.js';

interface DateValue {
  /** `YYYY-MM-DD` */
  readonly date: string;
}

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** `date`. */
export const date = columnType<DateValue>({
  name: 'date',
  typename: 'DateValue',
  fromJson: (value, { column }) => {
    const written = typeof value === 'string' ? value : (value as { date?: unknown }).date;
    if (typeof written !== 'string' || !DATE.test(written))
      throw invalidValue(column, 'A date is written YYYY-MM-DD.');
    return { date: written };
  },
  fromText: (value, { column }) => {
    if (!DATE.test(value)) throw invalidValue(column, 'A date is written YYYY-MM-DD.');
    return { date: value };
  },
  index: (value) => ({ text: value.date, number: Date.parse(value.date), keys: [value.date] }),
  text: ({ stored }) => stored?.value.date ?? '',
  fields: {
    date: ({ stored }: Cell<DateValue>) => stored?.value.date ?? null,
    time: ({ stored }: Cell<DateValue>) => (stored ? '' : null),
  },
  operators: {
    ...EMPTINESS,
    ...keySets(),
    ...comparisons((value) => Date.parse(String(value)) || undefined),
  },
});
