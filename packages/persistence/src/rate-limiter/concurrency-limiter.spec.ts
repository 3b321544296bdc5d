import { FakeClock } from 'monday-persistence/testing';
import { ConcurrencyLimiter, type ConcurrencyLimiterOptions } from './concurrency-limiter.js';

const OPTIONS: ConcurrencyLimiterOptions = { perKey: 2, maxWaiting: 3, maxWaitMs: 1_000 };

function setup(options: Partial<ConcurrencyLimiterOptions> = {}): {
  clock: FakeClock;
  sut: ConcurrencyLimiter;
  order: string[];
  ask: (key: string, name?: string) => Promise<void>;
} {
  const clock = new FakeClock();
  const sut = new ConcurrencyLimiter({ ...OPTIONS, ...options }, clock);
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
function refusalOf(sut: ConcurrencyLimiter, key: string): unknown {
  try {
    void sut.acquire(key);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('ConcurrencyLimiter', () => {
  it('grants permits per key, independently of other keys', () => {
    const { sut } = setup();
    for (const key of ['a', 'a', 'b', 'b']) expect(sut.acquire(key)).toBeUndefined();
  });

  it('admits waiting callers in order, one per released permit', async () => {
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

  it('rejects callers if the queue is full, and continues for the others', async () => {
    const { sut, ask } = setup({ maxWaiting: 1 });
    await Promise.all([ask('a'), ask('a'), ask('b')]);
    const waiting = ask('a');
    expect(refusalOf(sut, 'a')).toMatchObject(exceeded('concurrency', 1));
    expect(sut.acquire('b')).toBeUndefined();
    sut.release('a');
    await waiting;
  });

  it('rejects a caller after the maximum wait, and gives the permit to the next', async () => {
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

  it('lets one caller wait shorter than others may', async () => {
    const { clock, sut } = setup({ perKey: 1 });
    void sut.acquire('a');
    const waiting = sut.acquire('a', { maxWaitMs: 10 });
    clock.advance(10);
    await expect(waiting).rejects.toMatchObject(exceeded('concurrency', 1));
  });

  it('lets callers wait without a limit', async () => {
    const { clock, sut } = setup({ perKey: 1, maxWaitMs: Infinity });
    void sut.acquire('a');
    const waiting = sut.acquire('a');
    clock.advance(1_000_000_000);
    sut.release('a');
    await waiting;
  });

  it('refuses a caller that goes away while it waits', async () => {
    const { sut, order, ask } = setup({ perKey: 1 });
    void sut.acquire('a');
    const abort = new AbortController();
    const gone = sut.acquire('a', { signal: abort.signal });
    const next = ask('a', 'next');
    abort.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    await expect(sut.acquire('a', { signal: abort.signal })).rejects.toThrow('gone');
    sut.release('a');
    await next;
    expect(order).toEqual(['next']);
  });

  it('admits those who wait when a key may hold more', async () => {
    const permits = { a: 1 };
    const { sut, order, ask } = setup({ perKey: (key) => permits[key as 'a'] });
    await ask('a', '1');
    const waiting = [ask('a', '2'), ask('a', '3')];
    expect(sut.waitingOf('a')).toBe(2);
    permits.a = 3;
    sut.refresh('a');
    sut.refresh('other');
    await Promise.all(waiting);
    expect(order).toEqual(['1', '2', '3']);
    expect(sut.waitingOf('a')).toBe(0);
  });

  it('gives the permit back after the work, also where that fails', async () => {
    const { sut } = setup({ perKey: 1 });
    await expect(sut.run('a', () => Promise.resolve('done'))).resolves.toBe('done');
    await expect(sut.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(sut.isIdle('a')).toBe(true);
  });

  it('forgets keys that hold nothing', () => {
    const { sut } = setup({ perKey: (key) => (key === 'none' ? 0 : 1), maxWaiting: 0 });
    for (let n = 0; n < 50; n += 1) {
      void sut.acquire(`key ${n}`);
      sut.release(`key ${n}`);
    }
    expect(refusalOf(sut, 'none')).toBeDefined();
    expect(sut['lanes'].size).toBe(0);
  });
});
