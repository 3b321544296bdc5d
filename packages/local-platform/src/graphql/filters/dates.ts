import { type AccountRow } from '../store/index.js';

/** From `start` (inclusive) to `end` (exclusive), in milliseconds since the epoch. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Midnight UTC of a valid date in the form `YYYY-MM-DD`; otherwise `undefined`. */
export function dateOf(text: unknown): number | undefined {
  const match = typeof text === 'string' ? DATE.exec(text) : null;
  if (!match) return undefined;
  const time = Date.parse(`${match[0]}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== match[0] ? undefined : time;
}

/** Formats a time as `YYYY-MM-DD`. */
export function dateText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/**
 * Converts a compare value to a time range: a date, or one of monday's keywords for a day, week or month near today.
 * `undefined` for other values. @param firstDay first day of the account's week
 */
export function rangeOf(
  value: unknown,
  firstDay: AccountRow['first_day_of_the_week'],
  now: number,
): TimeRange | undefined {
  const day = dateOf(value);
  if (day !== undefined) return { start: day, end: day + DAY_MS };
  const today = now - (now % DAY_MS);
  switch (value) {
    case 'TODAY':
      return { start: today, end: today + DAY_MS };
    case 'TOMORROW':
      return { start: today + DAY_MS, end: today + 2 * DAY_MS };
    case 'YESTERDAY':
      return { start: today - DAY_MS, end: today };
    case 'THIS_WEEK':
      return week(today, 0, firstDay);
    case 'ONE_WEEK_AGO':
      return week(today, -1, firstDay);
    case 'ONE_WEEK_FROM_NOW':
      return week(today, 1, firstDay);
    case 'THIS_MONTH':
      return month(today, 0);
    case 'ONE_MONTH_AGO':
      return month(today, -1);
    case 'ONE_MONTH_FROM_NOW':
      return month(today, 1);
    case 'PAST_DATETIME':
      return { start: Number.MIN_SAFE_INTEGER, end: now };
    case 'FUTURE_DATETIME':
      return { start: now, end: Number.MAX_SAFE_INTEGER };
    default:
      return undefined;
  }
}

/** The week that contains a day. @param offset in weeks */
export function week(day: number, offset: number, firstDay: AccountRow['first_day_of_the_week']): TimeRange {
  const first = firstDay === 'sunday' ? 0 : 1;
  const passed = (new Date(day).getUTCDay() - first + 7) % 7;
  const start = day - passed * DAY_MS + offset * 7 * DAY_MS;
  return { start, end: start + 7 * DAY_MS };
}

function month(day: number, offset: number): TimeRange {
  const date = new Date(day);
  return {
    start: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1),
    end: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset + 1, 1),
  };
}

const UNIT_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/**
 * The duration of `within_the_last` and `within_the_next` in milliseconds. INFER: no source documents the form;
 * accepted are a number of days, `[7, "days"]` and `{"days": 7}`.
 */
export function lengthOf(values: readonly unknown[]): number | undefined {
  const [first, unit = 'days'] = values;
  if (typeof first === 'object' && first !== null) {
    const [entry] = Object.entries(first as Record<string, unknown>);
    return entry && lengthOf([entry[1], entry[0]]);
  }
  const count = Number(first);
  const days = UNIT_DAYS[(typeof unit === 'string' ? unit : '').toLowerCase().replace(/s$/, '')];
  return Number.isFinite(count) && count >= 0 && days !== undefined ? count * days * DAY_MS : undefined;
}
