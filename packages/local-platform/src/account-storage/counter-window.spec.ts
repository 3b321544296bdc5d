import { windowStart } from './counter-window.js';

const start = (period: 'DAILY' | 'MONTHLY' | 'YEARLY', now: string, renewal?: string): string =>
  windowStart(period, new Date(now), renewal === undefined ? undefined : new Date(renewal));

describe('windowStart', () => {
  it.each([
    ['DAILY', '2026-03-01T23:59:59.999Z', '2026-03-01T00:00:00.000Z'],
    ['MONTHLY', '2026-02-28T12:00:00Z', '2026-02-01T00:00:00.000Z'],
    ['YEARLY', '2026-12-31T23:00:00Z', '2026-01-01T00:00:00.000Z'],
  ] as const)('follows the calendar without a renewal date: %s', (period, now, expected) => {
    expect(start(period, now)).toBe(expected);
  });

  it.each([
    ['DAILY', '2026-03-01T08:59:59Z', '2020-01-01T09:00:00Z', '2026-02-28T09:00:00.000Z'],
    ['DAILY', '2026-03-01T09:00:00Z', '2020-01-01T09:00:00Z', '2026-03-01T09:00:00.000Z'],
    ['MONTHLY', '2026-03-30T00:00:00Z', '2020-01-31T00:00:00Z', '2026-02-28T00:00:00.000Z'],
    ['MONTHLY', '2026-03-31T00:00:00Z', '2020-01-31T00:00:00Z', '2026-03-31T00:00:00.000Z'],
    ['MONTHLY', '2026-01-03T00:00:00Z', '2020-01-15T00:00:00Z', '2025-12-15T00:00:00.000Z'],
    ['YEARLY', '2026-02-27T00:00:00Z', '2024-02-29T00:00:00Z', '2025-02-28T00:00:00.000Z'],
    ['YEARLY', '2028-02-29T00:00:00Z', '2024-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['DAILY', '2026-03-01T09:10:00.007Z', '2026-03-01T09:10:00.004Z', '2026-03-01T09:00:00.000Z'],
    ['DAILY', '2026-03-01T09:10:00.007Z', '2026-03-01T09:10:00.009Z', '2026-03-01T09:00:00.000Z'],
  ] as const)('follows the renewal date: %s at %s', (period, now, renewal, expected) => {
    expect(start(period, now, renewal)).toBe(expected);
  });
});
