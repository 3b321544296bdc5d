import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, only, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface HourValue {
  readonly hour: number;
  readonly minute: number;
}

/** `hour`: a time of day. */
export const hour = columnType<HourValue>({
  name: 'hour',
  typename: 'HourValue',
  fromJson: (value, { column }) => {
    if (typeof value === 'string') return fromText(value, column);
    const { hour: hours, minute } = value as { hour?: unknown; minute?: unknown };
    return read(hours, minute ?? 0, column);
  },
  fromText: (text, { column }) => fromText(text, column),
  index: (value) => ({
    text: shown(value).toLowerCase(),
    number: value.hour * 60 + value.minute,
    keys: [plain(value), shown(value)],
  }),
  text: ({ stored }) => (stored ? shown(stored.value) : ''),
  fields: {
    hour: ({ stored }: Cell<HourValue>) => stored?.value.hour ?? null,
    minute: ({ stored }: Cell<HourValue>) => stored?.value.minute ?? null,
  },
  operators: { ...EMPTINESS, ...keySets(), ...only(TEXT, 'contains_terms') },
});

const two = (number: number): string => String(number).padStart(2, '0');

function plain({ hour: hours, minute }: HourValue): string {
  return `${two(hours)}:${two(minute)}`;
}

/** The 12-hour format that monday displays. */
function shown({ hour: hours, minute }: HourValue): string {
  return `${two(hours % 12 === 0 ? 12 : hours % 12)}:${two(minute)} ${hours < 12 ? 'AM' : 'PM'}`;
}

function fromText(text: string, column: Column): HourValue {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  return read(match?.[1] && Number(match[1]), match?.[2] && Number(match[2]), column);
}

function read(hours: unknown, minute: unknown, column: Column): HourValue {
  const isTime =
    Number.isInteger(hours) && Number.isInteger(minute) && isBelow(hours, 24) && isBelow(minute, 60);
  if (!isTime) throw invalidValue(column, 'An hour is written {"hour":16,"minute":42}.');
  return { hour: Number(hours), minute: Number(minute) };
}

function isBelow(value: unknown, limit: number): boolean {
  return typeof value === 'number' && value >= 0 && value < limit;
}
