import { foldCase } from '../filters/condition.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, only, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface WorldClockValue {
  readonly timezone: string;
}

/** `world_clock`: the name of a time zone, such as `Europe/Stockholm`. */
export const worldClock = columnType<WorldClockValue>({
  name: 'world_clock',
  typename: 'WorldClockValue',
  fromJson: (value, { column }) =>
    read(typeof value === 'string' ? value : (value as { timezone?: unknown }).timezone, column),
  fromText: (text, { column }) => read(text, column),
  index: ({ timezone }) => ({ text: foldCase(timezone), keys: [timezone] }),
  text: ({ stored }) => stored?.value.timezone ?? '',
  fields: { timezone: ({ stored }: Cell<WorldClockValue>) => stored?.value.timezone ?? null },
  operators: { ...EMPTINESS, ...keySets(), ...only(TEXT, 'contains_text', 'contains_terms') },
  ordersByText: true,
});

function read(timezone: unknown, column: Column): WorldClockValue {
  if (typeof timezone !== 'string' || !/^[A-Za-z]/.test(timezone) || !isTimeZone(timezone)) {
    throw invalidValue(column, 'A time zone is written {"timezone":"Europe/London"}.');
  }
  return { timezone };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
