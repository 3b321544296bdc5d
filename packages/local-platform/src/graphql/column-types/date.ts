import { dateOf } from '../filters/dates.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, only, TEXT, timeOperators } from './operators.js';
import { invalidValue } from './problems.js';

interface DateValue {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM:SS`, UTC */
  readonly time?: string;
  readonly icon?: string;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** `date`: a day, optionally with a time. */
export const date = columnType<DateValue>({
  name: 'date',
  typename: 'DateValue',
  fromJson: (value, { column }) => {
    if (typeof value === 'string') return fromText(value, column);
    const { date: day, time, icon } = value as { date?: unknown; time?: unknown; icon?: unknown };
    return read(day, time, icon, column);
  },
  fromText: (text, { column }) => fromText(text, column),
  index: ({ date: day, time }) => ({
    text: day,
    number: Date.parse(`${day}T${time ?? '00:00:00'}Z`),
    keys: [day],
  }),
  text: ({ stored }) => (stored ? [stored.value.date, shortTime(stored.value)].join(' ').trim() : ''),
  fields: {
    date: ({ stored }: Cell<DateValue>) => stored?.value.date ?? null,
    time: ({ stored }: Cell<DateValue>) => (stored ? shortTime(stored.value) : null),
    icon: ({ stored }: Cell<DateValue>) => stored?.value.icon ?? null,
  },
  operators: { ...EMPTINESS, ...timeOperators(), ...only(TEXT, 'contains_terms') },
});

function fromText(text: string, column: Column): DateValue {
  const [day, time, ...rest] = text.split(/[ T]/);
  if (rest.length > 0) throw invalidValue(column);
  return read(day, time, undefined, column);
}

function read(day: unknown, time: unknown, icon: unknown, column: Column): DateValue {
  if (dateOf(day) === undefined) throw invalidValue(column, 'A date is written YYYY-MM-DD.');
  const hasTime = time !== undefined && time !== null && time !== '';
  if (hasTime && (typeof time !== 'string' || !TIME.test(time))) {
    throw invalidValue(column, 'A time is written HH:MM:SS.');
  }
  return {
    date: day as string,
    ...(hasTime ? { time: time.length === 5 ? `${time}:00` : time } : {}),
    ...(typeof icon === 'string' && icon !== '' ? { icon } : {}),
  };
}

/** Hours and minutes in monday's format. */
function shortTime({ time }: DateValue): string {
  return time?.slice(0, 5) ?? '';
}
