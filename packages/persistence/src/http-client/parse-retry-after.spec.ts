import { parseRetryAfter } from './parse-retry-after.js';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

describe('parseRetryAfter', () => {
  it.each([
    ['seconds', '17', 17],
    ['seconds with spaces around', ' 17 ', 17],
    ['zero', '0', 0],
    ['more than a day', '100000', 86_400],
    ['an absurd number', '9'.repeat(15), 86_400],
    ['a date', 'Thu, 01 Jan 2026 12:00:30 GMT', 30],
    ['a date in the form of RFC 850', 'Thursday, 01-Jan-26 12:00:30 GMT', 30],
    ['a date far away', 'Fri, 01 Jan 2027 12:00:00 GMT', 86_400],
    ['a date in the past', 'Thu, 01 Jan 2026 11:59:00 GMT', undefined],
    ['now', 'Thu, 01 Jan 2026 12:00:00 GMT', undefined],
    ['a date that does not exist', 'Thu, 99 Jan 2026 12:00:30 GMT', undefined],
    ['a date without a zone', 'Thu Jan  1 12:00:30 2026', undefined],
    ['a date in another format', '2026-01-01T12:00:30Z', undefined],
    ['a negative number', '-1', undefined],
    ['a fraction', '1.5', undefined],
    ['another notation of numbers', '0x10', undefined],
    ['a number without end', '9'.repeat(1_000), undefined],
    ['words', 'soon', undefined],
    ['nothing', '', undefined],
    ['no header', null, undefined],
  ])('reads %s', (_name, header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });

  it('rounds up to whole seconds', () => {
    expect(parseRetryAfter('Thu, 01 Jan 2026 12:00:30 GMT', NOW + 1)).toBe(30);
    expect(parseRetryAfter('Thu, 01 Jan 2026 12:00:30 GMT', NOW + 29_999)).toBe(1);
  });
});
