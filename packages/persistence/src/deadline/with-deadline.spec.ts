import { FakeClock } from '../testing/index.js';
import { withDeadline } from './with-deadline.js';

class LateError extends Error {}

const never = new Promise<string>(() => undefined);
const throwLate = (): never => {
  throw new LateError();
};

describe('withDeadline', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = new FakeClock();
  });

  it('gives the result of work that ends in time, and forgets the deadline', async () => {
    const cancel = jest.fn();
    const after = jest.fn(() => cancel);
    await expect(withDeadline(Promise.resolve('done'), 100, throwLate, { after })).resolves.toBe('done');
    expect(after).toHaveBeenCalledWith(100, expect.any(Function));
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  it('passes on the failure of work that ends in time', async () => {
    const failure = new Error('failed');
    await expect(withDeadline(Promise.reject(failure), 100, throwLate, clock)).rejects.toBe(failure);
  });

  it('throws at the deadline, not before', async () => {
    const settled = jest.fn();
    const result = withDeadline(never, 100, throwLate, clock);
    result.catch(settled);
    clock.advance(99);
    await new Promise(setImmediate);
    expect(settled).not.toHaveBeenCalled();
    clock.advance(1);
    await expect(result).rejects.toThrow(LateError);
  });

  it('can give another result at the deadline', async () => {
    const result = withDeadline(never, 100, () => 'late' as const, clock);
    clock.advance(100);
    await expect(result).resolves.toBe('late');
  });

  it('ignores how late work ends', async () => {
    let fail = (_error: Error): void => undefined;
    const work = new Promise<string>((_resolve, reject) => {
      fail = reject;
    });
    const result = withDeadline(work, 100, () => 'late', clock);
    clock.advance(100);
    await expect(result).resolves.toBe('late');
    // An unhandled rejection would fail the test run.
    fail(new Error('too late'));
    await new Promise(setImmediate);
  });

  it("uses the machine's timers without a clock", async () => {
    await expect(withDeadline(never, 1, throwLate)).rejects.toThrow(LateError);
  });
});
