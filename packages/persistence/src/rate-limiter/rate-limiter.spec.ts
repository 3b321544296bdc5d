import { FakeClock } from 'monday-persistence/testing';
import { RateLimiter, type RateLimiterOptions } from './rate-limiter.js';

const OPTIONS: RateLimiterOptions = { perKey: 2, perSecond: 0, maxWaiting: 3, maxWaitMs: 1_000 };

function setup(options: Partial<RateLimiterOptions> = {}): {
  clock: FakeClock;
  sut: RateLimiter;
  order: string[];
  ask: (key: string, name?: string) => Promise<void>;
} {
  const clock = new FakeClock();
  const sut = new RateLimiter({ ...OPTIONS, ...options }, clock);
  const order: string[] = [];
  const ask = async (key: string, name = key): Promise<void> => {
    await sut.acquire(key);
    order.push(name);
  };
  return { clock, sut, order, ask };
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const exceeded = (limit: string, retryAfterSeconds: number): object => ({ limit, retryAfterSeconds });

/** The error with which a permit is refused at once; `undefined` if it is not. */
function refusalOf(sut: RateLimiter, key: string): unknown {
  try {
    void sut.acquire(key);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('RateLimiter', () => {
  it('gives each key its permits at once, whatever others hold', () => {
    const { sut } = setup();
    for (const key of ['a', 'a', 'b', 'b']) expect(sut.acquire(key)).toBeUndefined();
  });

  it('admits those who wait in their order, one for each permit that comes back', async () => {
    const { sut, order, ask } = setup();
    await Promise.all([ask('a', '1'), ask('a', '2')]);
    const waiting = [ask('a', '3'), ask('a', '4')];
    await tick();
    expect(order).toEqual(['1', '2']);
    sut.release('a');
    await waiting[0];
    expect(order).toEqual(['1', '2', '3']);
    sut.release('a');
    await waiting[1];
    expect(order).toEqual(['1', '2', '3', '4']);
  });

  it('refuses whoever would wait behind too many, and goes on for the others', async () => {
    const { sut, ask } = setup({ maxWaiting: 1 });
    await Promise.all([ask('a'), ask('a'), ask('b')]);
    const waiting = ask('a');
    expect(refusalOf(sut, 'a')).toMatchObject(exceeded('concurrency', 1));
    expect(sut.acquire('b')).toBeUndefined();
    sut.release('a');
    await waiting;
  });

  it('refuses whoever waited too long, and gives the permit to the next', async () => {
    const { clock, sut, order, ask } = setup({ perKey: 1 });
    await ask('a', '1');
    const late = ask('a', 'late');
    clock.advance(600);
    const next = ask('a', 'next');
    clock.advance(400);
    await expect(late).rejects.toMatchObject(exceeded('concurrency', 1));
    sut.release('a');
    await next;
    expect(order).toEqual(['1', 'next']);
  });

  it('lets keys take turns where all of them wait for few permits', async () => {
    const { sut, order, ask } = setup({ perKey: 10, total: 1, maxWaiting: 10 });
    await ask('first');
    const all = Promise.all([ask('a'), ask('a'), ask('a'), ask('b'), ask('c'), ask('b')]);
    for (const key of ['first', 'a', 'b', 'c', 'a', 'b', 'a']) {
      sut.release(key);
      await tick();
    }
    await all;
    expect(order).toEqual(['first', 'a', 'b', 'c', 'a', 'b', 'a']);
  });

  it('passes over a key that holds all it may, however long that waits', async () => {
    const { sut, order, ask } = setup({ perKey: 1, total: 2 });
    await Promise.all([ask('a'), ask('b')]);
    const waiting = [ask('a', 'a2'), ask('c')];
    sut.release('b');
    await waiting[1];
    expect(order).toEqual(['a', 'b', 'c']);
    sut.release('a');
    await waiting[0];
    expect(order.at(-1)).toBe('a2');
  });

  it('gives a key so many permits in a second, and a reserve of as many', () => {
    const { clock, sut } = setup({ perKey: 100, perSecond: 4 });
    for (let n = 0; n < 4; n += 1) void sut.acquire('a');
    expect(refusalOf(sut, 'a')).toMatchObject(exceeded('rate', 1));
    expect(sut.acquire('b')).toBeUndefined();
    clock.advance(250);
    expect(sut.acquire('a')).toBeUndefined();
    expect(refusalOf(sut, 'a')).toBeDefined();
    clock.advance(10_000);
    for (let n = 0; n < 4; n += 1) void sut.acquire('a');
    expect(refusalOf(sut, 'a')).toBeDefined();
  });

  it('costs a key no more than a second where the clock is set back', () => {
    const clock = new FakeClock();
    const sut = new RateLimiter({ ...OPTIONS, perKey: 100, perSecond: 1 }, clock);
    void sut.acquire('a');
    clock.advance(-3_600_000);
    expect(refusalOf(sut, 'a')).toBeDefined();
    clock.advance(1_000);
    expect(sut.acquire('a')).toBeUndefined();
  });

  it('forgets keys that hold nothing', async () => {
    const { clock, sut } = setup({ perSecond: 10 });
    for (let n = 0; n < 50; n += 1) {
      void sut.acquire(`key ${n}`);
      sut.release(`key ${n}`);
    }
    clock.advance(1_000);
    void sut.acquire('last');
    expect(sut['lanes'].size).toBe(1);
    expect(sut['usedUntil'].size).toBe(1);
    await tick();
  });
});
