import { renewalDateOf } from './renewal-date.js';

// On a machine in UTC the first two hold anyway; TZ=Asia/Tokyo shows the difference.
describe('renewalDateOf', () => {
  it.each([
    ['2026-01-15T10:00', '2026-01-15T10:00:00.000Z'],
    ['2026-01-15T10:00:30.5', '2026-01-15T10:00:30.500Z'],
    ['2026-01-15', '2026-01-15T00:00:00.000Z'],
    ['2026-01-15T10:00Z', '2026-01-15T10:00:00.000Z'],
    ['2026-01-15T10:00+02:00', '2026-01-15T08:00:00.000Z'],
    ['2026-01-15T10:00-02:00', '2026-01-15T12:00:00.000Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(renewalDateOf(text).toISOString()).toBe(instant);
  });
});
