import { locksOf } from './batch-locks.js';

const keysOf = (account: number, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `storage/${account}/p/key ${n}`);

describe('locksOf', () => {
  it('uses separate locks for accounts', () => {
    const owners = new Map<number, number>();
    for (let account = 1; account <= 200; account += 1) {
      for (const lock of locksOf(keysOf(account, 100))) {
        expect(owners.get(lock)).toBeUndefined();
        owners.set(lock, account);
      }
    }
  });

  it('gives a batch few of them, positive, in ascending order, and the same for the same key', () => {
    const locks = locksOf(keysOf(7, 10_000));
    expect(locks).toHaveLength(64);
    expect(locks).toEqual([...locks].sort((a, b) => a - b));
    expect(locks.every((lock) => lock >= 0 && lock < 2 ** 31)).toBe(true);
    expect(locks).toEqual(expect.arrayContaining(locksOf(keysOf(7, 1))));
  });
});
