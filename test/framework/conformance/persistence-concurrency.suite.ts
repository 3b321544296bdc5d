import { setImmediate as nextTurn } from 'node:timers/promises';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { type StoreUnderTest } from './persistence.suite.js';

export function concurrencyCases(store: () => StoreUnderTest): void {
  it('lets two instances open an empty store at once', async () => {
    const { fixture } = store();
    const instances = Array.from({ length: 4 }, () => fixture.instance({ clock: SYSTEM_CLOCK }));
    await Promise.all(instances.map((instance) => instance.open()));
    await Promise.all(instances.map((instance, n) => instance.upsert(`key/${n}`, '1')));
    expect(await instances[0]?.scan({ prefix: 'key/', limit: 10 })).toHaveLength(4);
    await Promise.all(instances.map((instance) => instance.close()));
  });

  it('shows the writes of one instance to another immediately', async () => {
    const { sut, another } = store();
    const other = await another();
    const { version } = await sut.upsert('key', '1');
    expect(await other.get('key')).toEqual({ key: 'key', value: '1', version });
    await other.delete('key');
    expect(await sut.get('key')).toBeUndefined();
  });

  it('lets exactly one of many concurrent compare-and-sets succeed', async () => {
    const { sut, another } = store();
    const instances = [sut, await another()];
    let expected: string | null = null;
    for (let round = 0; round < 10; round++) {
      const attempts = Array.from({ length: 16 }, (_, n) => {
        const instance = instances[n % 2] ?? sut;
        return instance.upsert('key', `${round}/${n}`, { version: expected });
      });
      const outcomes = await Promise.allSettled(attempts);
      const winners = outcomes.flatMap((outcome, n) =>
        outcome.status === 'fulfilled' ? [{ n, ...outcome.value }] : [],
      );
      const losers = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
      );
      expect(winners).toHaveLength(1);
      for (const loser of losers)
        expect(loser).toMatchObject({ code: 'persistence.conflict', currentVersion: winners[0]?.version });
      expect(await sut.get('key')).toMatchObject({
        value: `${round}/${winners[0]?.n}`,
        version: winners[0]?.version,
      });
      expected = winners[0]?.version ?? null;
    }
  });

  it('lets exactly one of many concurrent deletes of a version succeed', async () => {
    const { sut, another } = store();
    const other = await another();
    const { version } = await sut.upsert('key', '1');
    const attempts = Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? sut : other).delete('key', version));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('counts 1,000 increments of two instances exactly', async () => {
    const { sut, another } = store();
    const other = await another();
    // In lanes, one call after another in each, so that none waits for a connection as long as a slow disk takes for 500.
    const sums: number[] = [];
    const countInLane = async (_: unknown, lane: number): Promise<void> => {
      for (let n = 0; n < 25; n += 1) {
        sums.push(await (lane % 2 === 0 ? sut : other).increment('counter', 1, { ttlSeconds: 60 }));
      }
    };
    await Promise.all(Array.from({ length: 40 }, countInLane));
    expect((await sut.get('counter'))?.value).toBe('1000');
    expect(new Set(sums).size).toBe(1_000);
  });

  it('loses no update of two instances', async () => {
    const { sut, another } = store();
    const other = await another();
    const add = (n: number) =>
      (n % 2 === 0 ? sut : other).update('list', (entry) => ({ value: `${entry?.value ?? ''}${n};` }));
    await Promise.all(Array.from({ length: 12 }, (_, n) => add(n)));
    const written = (await sut.get('list'))?.value.split(';').filter(Boolean).map(Number);
    expect(written?.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n));
  });

  it('keeps batches of two instances atomic that touch the same keys in opposite order', async () => {
    const { sut, another } = store();
    const other = await another();
    const forth = [
      { type: 'increment', key: 'a', by: 1 },
      { type: 'increment', key: 'b', by: 1 },
    ] as const;
    const back = [...forth].reverse();
    // In lanes, one batch after another in each: with all at once, an optimistic store does most of them again and again.
    const writeInLane = async (_: unknown, lane: number): Promise<void> => {
      for (let n = 0; n < 5; n += 1) await (lane % 2 === 0 ? sut.batch(forth) : other.batch(back));
    };
    await Promise.all(Array.from({ length: 10 }, writeInLane));
    expect((await sut.get('a'))?.value).toBe('50');
    expect((await sut.get('b'))?.value).toBe('50');
  });

  it('never shows half of a batch', async () => {
    const { sut, another } = store();
    const other = await another();
    let writing = true;
    const writer = (async () => {
      for (let n = 0; n < 40; n++) {
        await sut.batch([
          { type: 'upsert', key: 'pair/1', value: `${n}` },
          { type: 'upsert', key: 'pair/2', value: `${n}` },
        ]);
      }
      writing = false;
    })();
    while (writing) {
      const [first, second] = await other.scan({ prefix: 'pair/', limit: 2 });
      expect(second?.value).toBe(first?.value);
      await nextTurn();
    }
    await writer;
  });
}
