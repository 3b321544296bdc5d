import {
  StorageUnsupportedError,
  type StorageCapabilities,
  type StorageOperation,
} from '../../src/storage/index.js';
import { asAlice, needs, type StorageUnderTest } from './storage.suite.js';

export function batchCases(store: () => StorageUnderTest, { atomicBatch }: StorageCapabilities): void {
  const ifAtomic = needs(atomicBatch, 'batches');

  ifAtomic(
    'applies all operations in their order',
    asAlice(async () => {
      const { sut } = store();
      await sut.upsert('old', 1);
      const results = await sut.batch([
        { type: 'upsert', key: 'a', value: 1 },
        { type: 'upsert', key: 'a', value: 2, shared: true },
        { type: 'upsert', key: 'a', value: 3 },
        { type: 'delete', key: 'old' },
        { type: 'delete', key: 'missing' },
      ]);
      expect(results).toMatchObject([
        { type: 'upsert', key: 'a', created: true },
        { type: 'upsert', key: 'a', created: true },
        { type: 'upsert', key: 'a', created: false },
        { type: 'delete', key: 'old', deleted: true },
        { type: 'delete', key: 'missing', deleted: false },
      ]);
      expect((await sut.get('a'))?.value).toBe(3);
      expect((await sut.get('a', { shared: true }))?.value).toBe(2);
    }),
  );

  ifAtomic(
    'applies nothing where one operation does not fit',
    asAlice(async () => {
      const { sut } = store();
      const { version } = await sut.upsert('b', 'kept');
      const operations: StorageOperation[] = [
        { type: 'upsert', key: 'a', value: 1 },
        { type: 'delete', key: 'b', version },
        { type: 'upsert', key: 'c', value: 1, version: 'other' },
      ];
      await expect(sut.batch(operations)).rejects.toMatchObject({
        code: 'storage.version_conflict',
        details: { key: 'c', currentVersion: null },
      });
      expect((await sut.search()).records).toMatchObject([{ key: 'b', value: 'kept' }]);
    }),
  );

  ifAtomic(
    'applies nothing where one operation breaks a rule',
    asAlice(async () => {
      const { sut } = store();
      const operations: StorageOperation[] = [
        { type: 'upsert', key: 'a', value: 1 },
        { type: 'upsert', key: 'b', value: NaN },
      ];
      await expect(sut.batch(operations)).rejects.toMatchObject({ status: 400 });
      expect(await sut.get('a')).toBeUndefined();
    }),
  );

  ifAtomic(
    'takes at most 100 operations',
    asAlice(async () => {
      const { sut } = store();
      const operations = Array.from({ length: 101 }, (_, index) => ({
        type: 'upsert' as const,
        key: `k${index}`,
        value: 1,
      }));
      await expect(sut.batch(operations)).rejects.toMatchObject({ problems: [{ field: 'operations' }] });
      expect(await sut.batch(operations.slice(1))).toHaveLength(100);
      expect(await sut.batch([])).toEqual([]);
    }),
  );

  if (atomicBatch) return;
  it(
    'says that it has no batches',
    asAlice(async () => {
      const { sut } = store();
      await expect(sut.batch([{ type: 'upsert', key: 'a', value: 1 }])).rejects.toThrow(
        StorageUnsupportedError,
      );
      expect(await sut.get('a')).toBeUndefined();
    }),
  );
}
