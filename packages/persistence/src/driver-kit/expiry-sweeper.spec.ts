import { ExpirySweeper } from './expiry-sweeper.js';

describe('ExpirySweeper', () => {
  const expired = (count: number) => {
    const limits: number[] = [];
    let left = count;
    return {
      limits,
      deleteExpired: (limit: number) => {
        limits.push(limit);
        const deleted = Math.min(left, limit);
        left -= deleted;
        return Promise.resolve(deleted);
      },
    };
  };

  it('deletes in batches until one is not full', async () => {
    const { limits, deleteExpired } = expired(25);
    await new ExpirySweeper({ deleteExpired, intervalMs: 1_000, batchSize: 10 }).sweep();
    expect(limits).toEqual([10, 10, 10]);
  });

  it('sweeps once at a time', async () => {
    const { limits, deleteExpired } = expired(0);
    const sut = new ExpirySweeper({ deleteExpired, intervalMs: 1_000 });
    await Promise.all([sut.sweep(), sut.sweep()]);
    expect(limits).toHaveLength(1);
  });

  describe('with its timer', () => {
    beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
    afterEach(() => void jest.useRealTimers());

    it('sweeps from time to time, also after one that failed, until it is stopped', async () => {
      const deleteExpired = jest.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(0);
      const sut = new ExpirySweeper({ deleteExpired, intervalMs: 1_000 });
      sut.start();
      await jest.advanceTimersByTimeAsync(3_000);
      expect(deleteExpired).toHaveBeenCalledTimes(3);
      await sut.stop();
      await jest.advanceTimersByTimeAsync(3_000);
      expect(deleteExpired).toHaveBeenCalledTimes(3);
    });
  });
});
