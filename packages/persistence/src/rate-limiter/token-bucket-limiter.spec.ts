import { FakeClock } from 'monday-persistence/testing';
import { TokenBucketLimiter } from './token-bucket-limiter.js';

describe('TokenBucketLimiter', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = new FakeClock();
  });

  const taken = (sut: TokenBucketLimiter, key: string, attempts: number): number =>
    Array.from({ length: attempts }, () => sut.tryAcquire(key)).filter(Boolean).length;

  it('gives a key so many permits in a second, and a reserve of as many', () => {
    const sut = new TokenBucketLimiter(4, clock);
    expect(taken(sut, 'a', 10)).toBe(4);
    expect(taken(sut, 'b', 1)).toBe(1);
    clock.advance(250);
    expect(taken(sut, 'a', 10)).toBe(1);
    clock.advance(10_000);
    expect(taken(sut, 'a', 10)).toBe(4);
  });

  it('says when another attempt makes sense', async () => {
    const sut = new TokenBucketLimiter(1, clock);
    sut.acquire('a');
    const refused = sut.run('a', () => Promise.resolve());
    await expect(refused).rejects.toMatchObject({ limit: 'rate', retryAfterSeconds: 1 });
  });

  it('has no limit of 0 a second', () => {
    expect(taken(new TokenBucketLimiter(0, clock), 'a', 1_000)).toBe(1_000);
  });

  it('costs a key no more than a second where the clock is set back', () => {
    const sut = new TokenBucketLimiter(1, clock);
    sut.acquire('a');
    clock.advance(-3_600_000);
    expect(taken(sut, 'a', 1)).toBe(0);
    clock.advance(1_000);
    expect(taken(sut, 'a', 1)).toBe(1);
  });

  it('forgets keys that were not used in the last second', () => {
    const sut = new TokenBucketLimiter(10, clock);
    for (let n = 0; n < 50; n += 1) sut.acquire(`key ${n}`);
    clock.advance(1_000);
    sut.acquire('last');
    expect(sut['usedUntil'].size).toBe(1);
  });
});
