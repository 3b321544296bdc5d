import { type CounterPeriod } from './storage.driver.js';

/** One period: from `start` (inclusive) to `end` (exclusive). */
export interface CounterWindow {
  readonly start: Date;
  readonly end: Date;
}

const MONTHS: Record<Exclude<CounterPeriod, 'DAILY'>, number> = { MONTHLY: 1, YEARLY: 12 };
const DAY_MS = 24 * 60 * 60 * 1000;
/** Start of a day, month and year. */
const CALENDAR = new Date(Date.UTC(2000, 0, 1));

/**
 * The period that contains `now`, in UTC. Without an anchor, it is a calendar period. With an anchor, it starts at the
 * anchor's time of day, day of month or day of year. A day that does not exist in a month becomes its last day.
 */
export function counterWindow(period: CounterPeriod, now: Date, anchor: Date = CALENDAR): CounterWindow {
  const turn = turnOf(period, now, anchor);
  return { start: turnStart(period, anchor, turn), end: turnStart(period, anchor, turn + 1) };
}

function turnOf(period: CounterPeriod, now: Date, anchor: Date): number {
  if (period === 'DAILY') return Math.floor((now.getTime() - anchor.getTime()) / DAY_MS);
  const months =
    (now.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + now.getUTCMonth() - anchor.getUTCMonth();
  const turn = Math.floor(months / MONTHS[period]);
  return turnStart(period, anchor, turn) > now ? turn - 1 : turn;
}

function turnStart(period: CounterPeriod, anchor: Date, turn: number): Date {
  if (period === 'DAILY') return new Date(anchor.getTime() + turn * DAY_MS);
  const start = new Date(anchor);
  start.setUTCDate(1);
  start.setUTCMonth(anchor.getUTCMonth() + turn * MONTHS[period]);
  start.setUTCDate(Math.min(anchor.getUTCDate(), daysInMonth(start)));
  return start;
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
