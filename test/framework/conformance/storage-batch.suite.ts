import {
  StorageUnsupportedError,
  type StorageCapabilities,
  type StorageOperation,
} from '../../../src/storage/index.js';
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
    'applies no operation if the version of one is not current',
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
        details: { key: 'c', currentVersion: null, operation: 2 },
      });
      expect((await sut.search()).records).toMatchObject([{ key: 'b', value: 'kept' }]);
    }),
  );

  ifAtomic(
    'reports which of several operations on a row has a version that is not current',
    asAlice(async () => {
      const { sut } = store();
      const { version } = await sut.upsert('a', 'kept');
      const change: StorageOperation = { type: 'upsert', key: 'a', value: 'changed', version };
      await expect(sut.batch([change, change])).rejects.toMatchObject({
        code: 'storage.version_conflict',
        details: { key: 'a', operation: 1 },
      });
      await expect(sut.batch([{ ...change, key: 'b' }, change])).rejects.toMatchObject({
        details: { key: 'b', currentVersion: null, operation: 0 },
      });
      await expect(sut.batch([change, { ...change, version: 'é' }])).rejects.toMatchObject({
        details: { key: 'a', currentVersion: version, operation: 1 },
      });
      expect(await sut.get('a')).toMatchObject({ value: 'kept', version });
    }),
  );

  ifAtomic(
    'applies no operation if one is invalid',
    asAlice(async () => {
      const { sut } = store();
      const operations: StorageOperation[] = [
        { type: 'upsert', key: 'a', value: 1 },
        { type: 'upsert', key: 'b', value: NaN },
      ];
      await expect(sut.batch(operations)).rejects.toMatchObject({
        status: 400,
        problems: [{ field: 'operations.1.value' }],
      });
      expect(await sut.get('a')).toBeUndefined();
    }),
  );

  it.each([
    ['no object', null, 'type'],
    ['another type', { type: 'put', key: 'b', value: 1 }, 'type'],
    ['a bad key', { type: 'delete', key: '..' }, 'key'],
    ['a bad version', { type: 'delete', key: 'b', version: 1 }, 'version'],
    ['a bad flag', { type: 'upsert', key: 'b', value: 1, shared: 'true' }, 'shared'],
    ['a bad time', { type: 'upsert', key: 'b', value: 1, ttlSeconds: 0 }, 'ttlSeconds'],
  ])('names the field of an operation with %s', (_name, operation, field) =>
    asAlice(async () => {
      const { sut } = store();
      const operations = [{ type: 'upsert', key: 'a', value: 1 }, operation] as StorageOperation[];
      await expect(sut.batch(operations)).rejects.toMatchObject({
        status: 400,
        problems: [{ field: `operations.1.${field}` }],
      });
      expect(await sut.get('a')).toBeUndefined();
    })(),
  );

  ifAtomic(
    'accepts at most 100 operations',
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
    'reports that batches are not supported',
    asAlice(async () => {
      const { sut } = store();
      await expect(sut.batch([{ type: 'upsert', key: 'a', value: 1 }])).rejects.toThrow(
        StorageUnsupportedError,
      );
      expect(await sut.get('a')).toBeUndefined();
    }),
  );
}
