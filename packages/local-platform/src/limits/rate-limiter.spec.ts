import { RateLimiter } from './rate-limiter.js';

describe('RateLimiter', () => {
  let now: number;
  let sut: RateLimiter;

  beforeEach(() => {
    now = 10_000;
    sut = new RateLimiter(3, () => now);
  });

  const calls = (count: number, caller = 'a'): boolean[] =>
    Array.from({ length: count }, () => sut.allows(caller));

  it('allows so many within a second and no more', () => {
    expect(calls(5)).toEqual([true, true, true, false, false]);
  });

  it('counts any second, not those of the clock', () => {
    now = 10_900;
    expect(calls(3)).toEqual([true, true, true]);
    now = 11_899;
    expect(calls(1)).toEqual([false]);
    now = 11_900;
    expect(calls(4)).toEqual([true, true, true, false]);
  });

  it('does not count what it refused', () => {
    calls(10);
    now += 1_000;
    expect(calls(1)).toEqual([true]);
  });

  it('counts each caller alone', () => {
    calls(3);
    expect(calls(1, 'b')).toEqual([true]);
  });

  it('forgets callers that are long gone, not the one that calls', () => {
    calls(3);
    for (let other = 0; other < 900; other += 1) sut.allows(`o${other}`);
    expect(calls(1)).toEqual([false]);
    for (let other = 0; other < 2_000; other += 1) sut.allows(`p${other}`);
    expect(calls(1)).toEqual([true]);
  });
});
