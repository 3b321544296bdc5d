import { backoffDelay } from './index.js';

const LIMITS = { firstMs: 100, maxMs: 1_000 };

describe('backoffDelay', () => {
  it('doubles with each attempt, up to the maximum', () => {
    const delays = [1, 2, 3, 4, 5, 1_000].map((attempt) => backoffDelay(attempt, LIMITS, 1));
    expect(delays).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('is at least half as long', () => {
    expect([1, 2, 5].map((attempt) => backoffDelay(attempt, LIMITS, 0))).toEqual([50, 100, 500]);
  });

  it('is random as a whole with full jitter', () => {
    const limits = { ...LIMITS, jitter: 'full' } as const;
    expect([0, 0.5, 1].map((random) => backoffDelay(2, limits, random))).toEqual([0, 100, 200]);
  });

  it('is random between the two by default', () => {
    const delays = Array.from({ length: 100 }, () => backoffDelay(1, LIMITS));
    expect(delays.every((delay) => Number.isInteger(delay) && delay >= 50 && delay <= 100)).toBe(true);
    expect(new Set(delays).size).toBeGreaterThan(1);
  });
});
