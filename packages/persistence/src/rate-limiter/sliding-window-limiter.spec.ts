import { FakeClock, SkippingClock } from 'monday-persistence/testing';
import { SlidingWindowLimiter, type SlidingWindowLimiterOptions } from './sliding-window-limiter.js';

const OPTIONS: SlidingWindowLimiterOptions = { limit: 12, windowMs: 1_000, maxWaitMs: 10_000 };

describe('SlidingWindowLimiter', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = new FakeClock();
  });

  const setUp = (options: Partial<SlidingWindowLimiterOptions> = {}): SlidingWindowLimiter =>
    new SlidingWindowLimiter({ ...OPTIONS, ...options }, clock);
  const taken = (sut: SlidingWindowLimiter, attempts: number, key = 'a'): number =>
    Array.from({ length: attempts }, () => sut.tryAcquire(key)).filter(Boolean).length;

  it('lets so many go at once and spreads the rest, in their order', async () => {
    const sut = setUp();
    const moments: number[] = [];
    const waits = Array.from({ length: 36 }, () => sut.acquire('a')?.then(() => moments.push(clock.now())));
    expect(waits.filter((wait) => wait === undefined)).toHaveLength(12);
    const start = clock.now();
    for (let step = 0; step < 30; step += 1) {
      clock.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(moments.map((moment) => moment - start)).toEqual([
      ...Array<number>(12).fill(1_000),
      ...Array<number>(12).fill(2_000),
    ]);
  });

  it('counts any window, not those of the clock', () => {
    const sut = setUp({ limit: 3, maxWaitMs: 0 });
    clock.advance(900);
    expect(taken(sut, 5)).toBe(3);
    clock.advance(999);
    expect(taken(sut, 1)).toBe(0);
    clock.advance(1);
    expect(taken(sut, 5)).toBe(3);
  });

  it('does not let one key wait for another, nor keys without a limit', () => {
    const sut = setUp({ maxWaitMs: 0 });
    expect(taken(sut, 20)).toBe(12);
    expect(taken(sut, 20, 'b')).toBe(12);
    expect(taken(setUp({ limit: Infinity, maxWaitMs: 0 }), 1_000)).toBe(1_000);
  });

  it('refuses who would wait too long, and takes nothing for it', async () => {
    const sut = setUp({ windowMs: 1_050, maxWaitMs: 500 });
    expect(taken(sut, 12)).toBe(12);
    const refused = sut.run('a', () => Promise.resolve());
    await expect(refused).rejects.toMatchObject({ limit: 'rate', retryAfterSeconds: 2 });
    clock.advance(1_100);
    expect(taken(sut, 12)).toBe(12);
  });

  it('can count from the end of the work', async () => {
    const skipping = new SkippingClock();
    const options = { limit: 1, windowMs: 1_000, maxWaitMs: Infinity, countsFrom: 'release' } as const;
    const sut = new SlidingWindowLimiter(options, skipping);
    const starts: number[] = [];
    const work = (): Promise<void> => {
      starts.push(skipping.now());
      skipping.advance(5_000);
      return Promise.resolve();
    };
    await sut.run('a', work);
    await sut.run('a', work);
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBe(6_000);
  });

  it('forgets keys that were not used in the last window', () => {
    const sut = setUp();
    for (let n = 0; n < 50; n += 1) void sut.acquire(`key ${n}`);
    clock.advance(1_000);
    void sut.acquire('last');
    expect(sut['moments'].size).toBe(1);
  });
});
