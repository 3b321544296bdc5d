import { type CounterPeriod } from './counter-input.js';

const HOUR_MS = 60 * 60 * 1000;

/**
 * The start of the period that `now` is in: periods begin at the renewal date's day and hour, in UTC, or with the
 * calendar if there is none. The exact start at monday is not documented (docs/monday-platform.md#not-verified).
 */
export function windowStart(period: CounterPeriod, now: Date, renewalDate = new Date(0)): string {
  const renewal = new Date(Math.floor(renewalDate.getTime() / HOUR_MS) * HOUR_MS);
  const start = startIn(period, now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), renewal);
  const isAhead = start.getTime() > now.getTime();
  const back = isAhead ? 1 : 0;
  const earlier = {
    DAILY: () => startIn(period, now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - back, renewal),
    MONTHLY: () => startIn(period, now.getUTCFullYear(), now.getUTCMonth() - back, 1, renewal),
    YEARLY: () => startIn(period, now.getUTCFullYear() - back, 0, 1, renewal),
  };
  return earlier[period]().toISOString();
}

function startIn(period: CounterPeriod, year: number, month: number, day: number, renewal: Date): Date {
  const startMonth = period === 'YEARLY' ? renewal.getUTCMonth() : month;
  const lastDay = new Date(Date.UTC(year, startMonth + 1, 0)).getUTCDate();
  const startDay = period === 'DAILY' ? day : Math.min(renewal.getUTCDate(), lastDay);
  const time =
    renewal.getTime() - Date.UTC(renewal.getUTCFullYear(), renewal.getUTCMonth(), renewal.getUTCDate());
  return new Date(Date.UTC(year, startMonth, startDay) + time);
}
