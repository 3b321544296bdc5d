import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeUnder } from './precondition.js';
import { StorageVersionConflictError } from './storage.errors.js';

describe('writeUnder', () => {
  it('lets everyone through who writes at the same moment to a row that is there', async () => {
    let version = 0;
    const write = async (expected: string): Promise<number> => {
      await nextTurn();
      if (expected !== String(version)) throw new StorageVersionConflictError(String(version), 'key');
      return ++version;
    };
    const current = async (): Promise<string> => {
      await nextTurn();
      return String(version);
    };
    await Promise.all(Array.from({ length: 100 }, () => writeUnder({ type: 'present' }, { current, write })));
    expect(version).toBe(100);
  });
});
