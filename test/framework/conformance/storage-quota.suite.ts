import { type Clock } from 'monday-persistence/clock';
import { FakeClock } from 'monday-persistence/testing';
import { runAs } from '../../../src/caller/index.js';
import { type Persistence } from '../../../src/persistence/index.js';
import { StorageService } from '../../../src/storage/index.js';
import { PersistentStorageDriver } from '../../../src/storage/storage/persistent-storage.driver.js';

export interface QuotaSource {
  /** A new instance on the same store, not yet opened. */
  readonly open: (options: { clock: Clock; countsUsage: boolean }) => Persistence;
  readonly remove: () => Promise<void>;
}

const NONE = { maxRows: 0, maxBytes: 0 };
const FULL = { code: 'storage.quota_exceeded', status: 403 };

/** What a quota of an account holds to, on every store that counts. */
export function storageQuotaSuite(create: () => Promise<QuotaSource>): void {
  let source: QuotaSource;
  let opened: Persistence[];
  let clock: FakeClock;

  beforeEach(async () => {
    source = await create();
    opened = [];
    clock = new FakeClock(Date.UTC(2026, 1, 3, 10));
  });
  afterEach(async () => {
    for (const persistence of opened) await persistence.close();
    await source.remove();
  });

  const storage = async (limits: Partial<typeof NONE>): Promise<StorageService> => {
    const all = { ...NONE, ...limits };
    const persistence = source.open({ clock, countsUsage: all.maxRows + all.maxBytes > 0 });
    await persistence.open();
    opened.push(persistence);
    return new StorageService(new PersistentStorageDriver(persistence, clock, all));
  };
  const as = <T>(accountId: string, work: () => Promise<T>): Promise<T> =>
    runAs({ accountId, userId: '1', kind: 'user' }, work);

  it('refuses a row above the quota, whatever its kind and the method, and writes nothing', () =>
    as('7', async () => {
      const sut = await storage({ maxRows: 3 });
      await sut.upsert('a', 1);
      await sut.upsert('a', 1, undefined, { shared: true });
      await sut.incrementCounter({ period: 'DAILY' });
      await expect(sut.upsert('b', 1)).rejects.toMatchObject({
        ...FULL,
        details: { limit: 'rows', maximum: 3 },
      });
      await expect(sut.incrementCounter({ period: 'YEARLY' })).rejects.toMatchObject(FULL);
      const batch = [
        { type: 'upsert', key: 'a', value: 'changed' },
        { type: 'upsert', key: 'b', value: 1 },
      ] as const;
      await expect(sut.batch(batch)).rejects.toMatchObject(FULL);
      expect((await sut.get('a'))?.value).toBe(1);
      expect(await sut.get('b')).toBeUndefined();
    }));

  it('lets a full account read, overwrite, increment and delete, and then write again', () =>
    as('7', async () => {
      const sut = await storage({ maxRows: 2 });
      const { version } = await sut.upsert('a', 1);
      await sut.incrementCounter({ period: 'DAILY' });
      await sut.upsert('a', 2, version);
      expect(await sut.incrementCounter({ period: 'DAILY' })).toBe(2);
      await sut.batch([
        { type: 'delete', key: 'a' },
        { type: 'upsert', key: 'b', value: 1 },
      ]);
      await sut.delete('b');
      await sut.upsert('c', 1);
      await expect(sut.upsert('d', 1)).rejects.toMatchObject(FULL);
    }));

  it('applies to one account: others can write', async () => {
    const sut = await storage({ maxRows: 1 });
    for (const account of ['7', '77', '8']) await as(account, () => sut.upsert('a', 1));
    await expect(as('7', () => sut.upsert('b', 1))).rejects.toMatchObject(FULL);
  });

  it('counts bytes of keys and values in UTF-8, to the byte', () =>
    as('7', async () => {
      const taken = Buffer.byteLength('storage/7/p/ü') + Buffer.byteLength('"😀"');
      const sut = await storage({ maxBytes: taken + 1 });
      await sut.upsert('ü', '😀');
      await expect(sut.upsert('ü', '😀ab')).rejects.toMatchObject({
        ...FULL,
        details: { limit: 'bytes', maximum: taken + 1 },
      });
      await sut.upsert('ü', '😀a');
      await sut.upsert('ü', '');
      await sut.upsert('ü', '😀a');
    }));

  it('frees space as soon as a row expires', () =>
    as('7', async () => {
      const sut = await storage({ maxRows: 1 });
      await sut.upsert('a', 1, undefined, { ttlSeconds: 60 });
      await expect(sut.upsert('b', 1)).rejects.toMatchObject(FULL);
      clock.advance(60_000);
      await sut.upsert('b', 1);
      await expect(sut.upsert('a', 1)).rejects.toMatchObject(FULL);
    }));

  it('admits exactly the allowed number of concurrent writes on two instances', () =>
    as('7', async () => {
      const both = [await storage({ maxRows: 10 }), await storage({ maxRows: 10 })];
      const writes = Array.from({ length: 40 }, (_, n) =>
        n % 4 === 0
          ? both[n % 2]!.batch([{ type: 'upsert', key: `key ${n}`, value: n }])
          : both[n % 2]!.upsert(`key ${n}`, n),
      );
      const outcomes = await Promise.allSettled(writes);
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(failed).toHaveLength(30);
      for (const { reason } of failed) expect(reason).toMatchObject(FULL);
      expect((await both[0]!.search({ limit: 100 })).records).toHaveLength(10);
    }));

  it('counts existing rows, and rows written without a quota', () =>
    as('7', async () => {
      const before = await storage({});
      await before.upsert('a', 1);
      await before.upsert('b', 1);
      const sut = await storage({ maxRows: 3 });
      await before.upsert('c', 1);
      await expect(sut.upsert('d', 1)).rejects.toMatchObject(FULL);
      await before.delete('a');
      await sut.upsert('d', 1);
    }));

  it('lets an account that is above the quota shrink, but not grow', () =>
    as('7', async () => {
      const before = await storage({});
      for (const key of ['a', 'b', 'c']) await before.upsert(key, 'long');
      const sut = await storage({ maxRows: 1 });
      await sut.upsert('a', 'longer than before');
      await sut.batch([
        { type: 'delete', key: 'a' },
        { type: 'upsert', key: 'd', value: 1 },
      ]);
      await expect(sut.upsert('e', 1)).rejects.toMatchObject(FULL);
    }));

  it('reports a conflict as it does without a quota', () =>
    as('7', async () => {
      const sut = await storage({ maxRows: 5 });
      const { version } = await sut.upsert('a', 1);
      await expect(sut.upsert('a', 2, 'other')).rejects.toMatchObject({
        code: 'storage.version_conflict',
        details: { currentVersion: version, key: 'a' },
      });
      await expect(sut.upsert('a', 2, '')).rejects.not.toMatchObject({ details: { operation: 0 } });
      await expect(
        sut.batch([
          { type: 'upsert', key: 'b', value: 1 },
          { type: 'upsert', key: 'a', value: 1, version: '' },
        ]),
      ).rejects.toMatchObject({ details: { key: 'a', operation: 1 } });
      expect(await sut.get('b')).toBeUndefined();
    }));
}
