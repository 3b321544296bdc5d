import { spreadDelay } from './index.js';

describe('spreadDelay', () => {
  it('adds up to a tenth', () => {
    expect([0, 0.5, 1].map((random) => spreadDelay(1_000, 500, random))).toEqual([1_000, 1_050, 1_100]);
  });

  it('adds no more than the maximum', () => {
    expect(spreadDelay(60_000, 500, 1)).toBe(60_500);
  });

  it('returns whole numbers', () => {
    expect(spreadDelay(7, 500, 0.5)).toBe(8);
  });
});
