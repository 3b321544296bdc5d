import { KeyedLock } from './keyed-lock.js';
import { VaultError } from './vault.errors.js';

describe('KeyedLock', () => {
  it('keeps nothing of work that it refuses', async () => {
    const sut = new KeyedLock();
    let end = (): void => undefined;
    const held = new Promise<void>((resolve) => (end = resolve));
    const waiting = Array.from({ length: 60 }, () => sut.hold(['busy'], () => held));
    for (let batch = 0; batch < 100; batch += 1) {
      const work = jest.fn(() => Promise.resolve());
      await expect(sut.hold([`other-${batch}`, 'busy'], work)).rejects.toThrow(VaultError);
      expect(work).not.toHaveBeenCalled();
    }
    expect(sut.size).toBe(1);
    end();
    await Promise.all(waiting);
    expect(sut.size).toBe(0);
    await expect(sut.hold(['busy'], () => Promise.resolve('free again'))).resolves.toBe('free again');
  });
});
