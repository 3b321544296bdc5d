import { FakeClock } from 'monday-persistence/testing';
import { enforceMinimumRate } from './minimum-rate.js';

const ENOUGH = 5 * 16 * 1024;

describe('enforceMinimumRate', () => {
  let clock: FakeClock;
  let bytes: number;
  let given: number;
  let end: () => void;

  beforeEach(() => {
    clock = new FakeClock();
    bytes = 1_000;
    given = 0;
    end = enforceMinimumRate(
      clock,
      () => bytes,
      () => (given += 1),
    );
  });

  it('gives up a transfer that stands still, once', () => {
    clock.advance(4_999);
    expect(given).toBe(0);
    clock.advance(60_000);
    expect(given).toBe(1);
  });

  it('lets a transfer go on that is fast enough in each five seconds', () => {
    for (let round = 0; round < 10; round += 1) {
      bytes += ENOUGH;
      clock.advance(5_000);
    }
    expect(given).toBe(0);
    bytes += ENOUGH - 1;
    clock.advance(5_000);
    expect(given).toBe(1);
  });

  it('ends', () => {
    end();
    clock.advance(60_000);
    expect(given).toBe(0);
  });

  it('ends also after it looked', () => {
    bytes += ENOUGH;
    clock.advance(5_000);
    end();
    clock.advance(60_000);
    expect(given).toBe(0);
  });
});
