import { idleEventLoop } from '../../test/framework/support/idle-event-loop.js';
import { deferred } from '../../test/framework/support/deliveries.js';
import { ManualClock } from '../../test/framework/support/manual-clock.js';
import { AccountSlots } from './account-slots.js';

const SLOTS = 2;

function setup(): {
  clock: ManualClock;
  sut: AccountSlots;
  hold: (accountId: string) => { end: () => void; result: Promise<unknown> };
} {
  const clock = new ManualClock();
  const sut = new AccountSlots(SLOTS, clock, idleEventLoop());
  const hold = (accountId: string): { end: () => void; result: Promise<unknown> } => {
    const gate = deferred();
    const result = sut.run(accountId, async () => {
      await gate.promise;
      return 'done';
    });
    return { end: () => gate.resolve(), result };
  };
  return { clock, sut, hold };
}

const done = (): Promise<string> => Promise.resolve('done');
const isReturn = (result: unknown): boolean => (result as { type?: unknown }).type === 'return';

describe('AccountSlots', () => {
  it('limits the concurrency per account', async () => {
    const { clock, sut, hold } = setup();
    const held = [hold('a'), hold('a')];
    const third = sut.run('a', done);
    expect(await sut.run('b', done)).toBe('done');
    clock.advance(100);
    expect(await third).toMatchObject({ type: 'return' });
    held.forEach(({ end }) => end());
    expect(await Promise.all(held.map(({ result }) => result))).toEqual(['done', 'done']);
  });

  it('lets a message wait for a slot that becomes free soon', async () => {
    const { clock, sut, hold } = setup();
    const held = [hold('a'), hold('a')];
    const third = sut.run('a', done);
    clock.advance(99);
    held[0]!.end();
    expect(await third).toBe('done');
    held[1]!.end();
  });

  it('returns messages at once while no slot becomes free, each later than the one before', async () => {
    const { clock, sut, hold } = setup();
    const held = [hold('a'), hold('a')];
    const first = sut.run('a', done);
    clock.advance(100);
    const returned = [await first, await sut.run('a', done), await sut.run('a', done)];
    expect(returned.every(isReturn)).toBe(true);
    const delays = returned.map((result) => (result as { delayMs: number }).delayMs);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(new Set(delays).size).toBe(delays.length);
    held.forEach(({ end }) => end());
    await Promise.all(held.map(({ result }) => result));
    expect(await sut.run('a', done)).toBe('done');
  });

  it('returns every message within a minute, regardless of their number', async () => {
    const { clock, sut, hold } = setup();
    hold('a');
    hold('a');
    const first = sut.run('a', done);
    clock.advance(100);
    await first;
    for (let n = 0; n < 2_000; n += 1) {
      const result = await sut.run('a', done);
      expect((result as { delayMs: number }).delayMs).toBeLessThanOrEqual(60_000);
    }
  });

  it('frees the slot of a handler that failed, and forgets accounts without messages', async () => {
    const { sut } = setup();
    for (let n = 0; n < 2 * SLOTS; n += 1) {
      await expect(sut.run('a', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    }
    expect(await sut.run('a', done)).toBe('done');
    expect(sut['paces'].size).toBe(0);
  });
});
