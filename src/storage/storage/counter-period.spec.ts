import fc from 'fast-check';
import { counterWindow } from './counter-period.js';
import { type CounterPeriod } from './storage.driver.js';

const windowOf = (period: CounterPeriod, now: string, anchor?: string): string[] => {
  const { start, end } = counterWindow(
    period,
    new Date(now),
    anchor === undefined ? undefined : new Date(anchor),
  );
  return [start.toISOString(), end.toISOString()];
};
const midnight = (day: string): string => `${day}T00:00:00.000Z`;

describe('counterWindow', () => {
  it.each<[CounterPeriod, string, string, string]>([
    ['DAILY', '2026-11-23T23:59:59.999Z', '2026-11-23', '2026-11-24'],
    ['DAILY', '2026-11-24T00:00:00.000Z', '2026-11-24', '2026-11-25'],
    ['MONTHLY', '2026-02-28T12:00:00Z', '2026-02-01', '2026-03-01'],
    ['MONTHLY', '2026-12-31T23:59:59Z', '2026-12-01', '2027-01-01'],
    ['YEARLY', '2026-01-01T00:00:00Z', '2026-01-01', '2027-01-01'],
    ['YEARLY', '1999-06-01T00:00:00Z', '1999-01-01', '2000-01-01'],
  ])('is of the calendar in UTC: %s at %s', (period, now, start, end) => {
    expect(windowOf(period, now)).toEqual([midnight(start), midnight(end)]);
  });

  it.each<[CounterPeriod, string, string, string, string]>([
    [
      'DAILY',
      '2026-11-23T05:59:00Z',
      '2020-01-01T06:00:00Z',
      '2026-11-22T06:00:00.000Z',
      '2026-11-23T06:00:00.000Z',
    ],
    [
      'MONTHLY',
      '2026-11-15T00:00:00Z',
      '2026-01-15T00:00:00Z',
      midnight('2026-11-15'),
      midnight('2026-12-15'),
    ],
    [
      'MONTHLY',
      '2026-11-14T23:00:00Z',
      '2026-01-15T00:00:00Z',
      midnight('2026-10-15'),
      midnight('2026-11-15'),
    ],
    [
      'MONTHLY',
      '2026-02-10T00:00:00Z',
      '2025-12-31T00:00:00Z',
      midnight('2026-01-31'),
      midnight('2026-02-28'),
    ],
    [
      'MONTHLY',
      '2026-03-01T00:00:00Z',
      '2025-12-31T00:00:00Z',
      midnight('2026-02-28'),
      midnight('2026-03-31'),
    ],
    [
      'YEARLY',
      '2027-02-28T00:00:00Z',
      '2024-02-29T00:00:00Z',
      midnight('2027-02-28'),
      midnight('2028-02-29'),
    ],
    [
      'YEARLY',
      '2026-05-01T00:00:00Z',
      '2030-06-01T00:00:00Z',
      midnight('2025-06-01'),
      midnight('2026-06-01'),
    ],
  ])('returns with its anchor: %s at %s from %s', (period, now, anchor, start, end) => {
    expect(windowOf(period, now, anchor)).toEqual([start, end]);
  });

  it('has every instant in one window, and windows without gaps', () => {
    const date = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    const period = fc.constantFrom<CounterPeriod[]>('DAILY', 'MONTHLY', 'YEARLY');
    fc.assert(
      fc.property(period, date, date, (each, now, anchor) => {
        const { start, end } = counterWindow(each, now, anchor);
        expect(start <= now && now < end).toBe(true);
        expect(counterWindow(each, end, anchor).start).toEqual(end);
        expect(counterWindow(each, new Date(end.getTime() - 1), anchor).start).toEqual(start);
      }),
      { numRuns: 2_000 },
    );
  });
});
