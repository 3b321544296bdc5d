import { setImmediate as nextTurn } from 'node:timers/promises';
import { TickBatcher, type Pending, type TickBatcherOptions } from './tick-batcher.js';

describe('TickBatcher', () => {
  let batches: number[][];
  const double = (batch: readonly Pending<number, number>[]): void => {
    batches.push(batch.map(({ item }) => item));
    for (const { item, resolve } of batch) resolve(item * 2);
  };
  const setUp = (options: Partial<TickBatcherOptions<number, number>> = {}): TickBatcher<number, number> =>
    new TickBatcher({ run: double, ...options });

  beforeEach(() => {
    batches = [];
  });

  it('handles what comes in within one turn as one batch, in its order', async () => {
    const sut = setUp();
    const early = [sut.submit(1), sut.submit(2)];
    const late = Promise.resolve().then(() => sut.submit(3));
    await expect(Promise.all([...early, late])).resolves.toEqual([2, 4, 6]);
    await expect(sut.submit(4)).resolves.toBe(8);
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  it('keeps what comes in while a batch runs for the next', async () => {
    let end = (): void => undefined;
    const run = async (batch: readonly Pending<number, number>[]): Promise<void> => {
      await new Promise<void>((resolve) => (end = resolve));
      double(batch);
    };
    const sut = setUp({ run });
    const first = sut.submit(1);
    await nextTurn();
    await nextTurn();
    const second = sut.submit(2);
    end();
    await first;
    await nextTurn();
    await nextTurn();
    end();
    await second;
    expect(batches).toEqual([[1], [2]]);
  });

  it('takes no more into a batch than it may', async () => {
    const sut = setUp({ sizeOf: () => 2 });
    await Promise.all([1, 2, 3, 4, 5].map((item) => sut.submit(item)));
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('includes work that arrives while a batch starts', async () => {
    const late: Promise<number>[] = [];
    const begin = async (): Promise<void> => {
      await nextTurn();
      if (late.length === 0) late.push(sut.submit(2));
    };
    const sut: TickBatcher<number, number> = setUp({ begin });
    await Promise.all([sut.submit(1), ...late]);
    expect(batches).toEqual([[1, 2]]);
  });

  it('rejects all pending work if a batch cannot start, and continues', async () => {
    const begin = jest.fn<Promise<void>, []>().mockRejectedValueOnce('locked').mockResolvedValue();
    const sut = setUp({ begin });
    await expect(Promise.allSettled([sut.submit(1), sut.submit(2)])).resolves.toEqual([
      { status: 'rejected', reason: 'locked' },
      { status: 'rejected', reason: 'locked' },
    ]);
    await expect(sut.submit(3)).resolves.toBe(6);
  });

  it('rejects the unsettled work of a failed batch, and continues', async () => {
    const run = (batch: readonly Pending<number, number>[]): void => {
      double(batch.filter(({ item }) => item !== 2));
      if (batch.length > 1) throw new Error('broken');
    };
    const sut = setUp({ run });
    const results = await Promise.allSettled([sut.submit(1), sut.submit(2)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(sut.submit(3)).resolves.toBe(6);
  });

  it('processes postponed work before new work', async () => {
    const run = (batch: readonly Pending<number, number>[]): void => {
      sut.postpone(batch.slice(1));
      if (batches.length === 0) void sut.submit(9);
      double(batch.slice(0, 1));
    };
    const sut: TickBatcher<number, number> = setUp({ run });
    await Promise.all([sut.submit(1), sut.submit(2), sut.submit(3)]);
    await sut.drain();
    expect(batches).toEqual([[1], [2], [3], [9]]);
  });

  it('can end with the tick instead of the turn', async () => {
    const sut = setUp({ schedule: (work) => process.nextTick(work) });
    const order: string[] = [];
    setImmediate(() => order.push('turn'));
    await sut.submit(1).then(() => order.push('batch'));
    await nextTurn();
    expect(order).toEqual(['batch', 'turn']);
  });

  it('is drained once nothing waits', async () => {
    const sut = setUp({ sizeOf: () => 1 });
    await sut.drain();
    void sut.submit(1);
    void sut.submit(2);
    await sut.drain();
    expect(batches).toEqual([[1], [2]]);
  });
});
