import fc from 'fast-check';
import { runAs } from '../../../src/caller/index.js';
import { type StorageCapabilities } from '../../../src/storage/index.js';
import { searchAll } from './storage-search.suite.js';
import { run, step } from './storage-steps.js';
import { ALICE, asAlice, MALLORY, type StorageUnderTest } from './storage.suite.js';

/** Accounts whose names would run into each other if they were only put beside the key. */
const ACCOUNTS = ['1', '11', '1/p', '1%2Fp', '', '/', '1001', '2002', '..'] as const;

export function tenantCases(
  store: () => StorageUnderTest,
  capabilities: StorageCapabilities,
  runs: number,
): void {
  it('isolates the data of two accounts, whatever they do', async () => {
    const { sut } = store();
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
        const before = await runAs(ALICE, () => searchAll(sut));
        for (const each of steps) {
          if (each.type !== 'wait') await runAs(MALLORY, () => run(sut, each, capabilities));
        }
        const theirs = await runAs(MALLORY, () => searchAll(sut));
        expect(theirs.every(({ value }) => value !== 'of Alice')).toBe(true);
        expect(await runAs(ALICE, () => searchAll(sut))).toEqual(before);
        counted += 1;
        const sum = await runAs(ALICE, () => sut.incrementCounter({ period: 'YEARLY', kind: 'a' }));
        expect(sum).toBe(counted);
        await runAs(ALICE, () => sut.upsert(`mine ${steps.length}`, 'of Alice'));
      }),
      { numRuns: runs },
    );
  });

  it('isolates accounts whose names look alike', async () => {
    const { sut } = store();
    const as = <T>(accountId: string, work: () => Promise<T>): Promise<T> =>
      runAs({ accountId, userId: '1', kind: 'user' }, work);
    for (const account of ACCOUNTS) {
      await as(account, () => sut.upsert('p/a', account));
      await as(account, () => sut.upsert('a', account, undefined, { shared: true }));
    }
    for (const account of ACCOUNTS) {
      const found = await as(account, () => searchAll(sut));
      expect(found.map(({ key, value }) => [key, value])).toEqual([
        ['a', account],
        ['p/a', account],
      ]);
      expect(await as(account, () => sut.incrementCounter({ period: 'DAILY' }))).toBe(1);
    }
  });

  it(
    'gives no access to another account by its cursor',
    asAlice(async () => {
      const { sut } = store();
      for (let index = 0; index < 60; index++)
        await sut.upsert(`k${String(index).padStart(2, '0')}`, 'of Alice');
      const { cursor } = await sut.search();
      expect(cursor).toBeDefined();
      await runAs(MALLORY, async () => {
        await sut.upsert('z', 'of Mallory');
        const { records } = await sut.search({ cursor });
        expect(records.filter(({ value }) => value !== 'of Mallory')).toEqual([]);
      });
    }),
  );
}
