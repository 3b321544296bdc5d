import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from 'monday-persistence/testing';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { runAs } from '../../../src/caller/index.js';
import { DiskObjectStorageDriver } from '../../../src/object-storage/drivers/disk.driver.js';
import { ObjectRecords } from '../../../src/object-storage/drivers/object-records.js';
import { ObjectStorage, ObjectStorageInputError } from '../../../src/object-storage/index.js';
import { NO_METRICS } from '../../../src/telemetry/metrics/no-metrics.js';
import { objectStorageSuite } from './object-storage.suite.js';

const ALICE = { accountId: '1', userId: '1', kind: 'user' } as const;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Records in SQLite, files in a folder. */
async function openStore() {
  const folder = await mkdtemp(join(tmpdir(), 'object-storage-'));
  const path = join(folder, 'app.db');
  const persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK });
  await persistence.open();
  const files = join(folder, 'objects');
  return {
    persistence,
    files,
    driver: (clock = SYSTEM_CLOCK) => new DiskObjectStorageDriver({ folder: files, persistence, clock }),
    dispose: async () => {
      await persistence.close();
      await rm(folder, { recursive: true });
    },
  };
}

describe('ObjectStorage on disk', () => {
  objectStorageSuite(
    async () => {
      const { driver, dispose } = await openStore();
      const load = () => Promise.resolve(driver());
      return {
        instance: () => Promise.resolve(new ObjectStorage(load, SYSTEM_CLOCK, NO_METRICS)),
        dispose,
      };
    },
    { maxBytes: 500 * 1024 * 1024, presignedUpload: false },
  );
});

describe('DiskObjectStorageDriver', () => {
  let store: Awaited<ReturnType<typeof openStore>>;
  beforeEach(async () => {
    store = await openStore();
  });
  afterEach(() => store.dispose());

  const filesOnDisk = async (): Promise<string[]> =>
    (await readdir(store.files, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  const bytes = (text: string) => ({ contentType: 'text/plain', content: Readable([text]) });
  const Readable = async function* (texts: string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield await Promise.resolve(Buffer.from(text));
  };
  const key = { accountId: '1', name: 'a' };

  it.each([
    ['with U+0000', 'AA', ''],
    ['that is no UTF-8', '_w', ''],
    ['of another prefix', Buffer.from('b').toString('base64url'), 'a'],
  ])('refuses a cursor %s', async (_name, cursor, prefix) => {
    const list = store.driver().list('1', { prefix, cursor, limit: 1 });
    await expect(list).rejects.toBeInstanceOf(ObjectStorageInputError);
  });

  it('keeps one file for each object, which only this user can read', async () => {
    const driver = store.driver();
    await driver.put(key, bytes('1'));
    await driver.put(key, bytes('2'));
    const [file, ...more] = await filesOnDisk();
    expect(more).toEqual([]);
    expect((await stat(file ?? '')).mode & 0o077).toBe(0);
    await driver.delete(key);
    expect(await filesOnDisk()).toEqual([]);
    expect(await store.persistence.scan({ prefix: 'objects/', limit: 10 })).toEqual([]);
  });

  it('records a file before it writes it, so that a crash leaves none that nobody knows', async () => {
    const unused = (): Promise<unknown[]> => store.persistence.scan({ prefix: 'objects/unused/', limit: 10 });
    const seen: number[] = [];
    const content = (async function* (): AsyncGenerator<Uint8Array> {
      seen.push((await unused()).length);
      yield Buffer.from('part');
    })();
    await store.driver().put(key, { contentType: 'text/plain', content });
    expect([...seen, (await unused()).length]).toEqual([1, 0]);
  });

  it('leaves no file of an upload that breaks', async () => {
    const content = (async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('part'));
      throw new Error('broken');
    })();
    await expect(store.driver().put(key, { contentType: 'text/plain', content })).rejects.toThrow('broken');
    expect(await filesOnDisk()).toEqual([]);
    expect(await store.persistence.scan({ prefix: 'objects/', limit: 10 })).toEqual([]);
  });

  it('deletes what a crash left behind, a day later, and no object', async () => {
    const clock = new FakeClock();
    const driver = store.driver(clock);
    await driver.put(key, bytes('kept'));
    // As after kill -9 while a file is written.
    await new ObjectRecords(store.persistence).reserve('1', 'crashed', clock.now());
    const [object = ''] = await filesOnDisk();
    const left = join(object, '../../cr');
    await driver.put({ ...key, name: 'b' }, bytes('kept too'));
    await import('node:fs/promises').then(({ mkdir }) => mkdir(left, { recursive: true }));
    await writeFile(join(left, 'crashed'), 'half');
    expect(await driver.sweep()).toBe(0);
    clock.advance(DAY_MS + 1);
    expect(await driver.sweep()).toBe(1);
    expect(await filesOnDisk()).toHaveLength(2);
  });

  it('is not loaded before its first use', async () => {
    const load = jest.fn(() => Promise.resolve(store.driver()));
    const objects = new ObjectStorage(load, SYSTEM_CLOCK, NO_METRICS);
    await objects.onApplicationShutdown();
    expect(load).not.toHaveBeenCalled();
    await runAs(ALICE, () => objects.head('a'));
    await runAs(ALICE, () => objects.head('a'));
    expect(load).toHaveBeenCalledTimes(1);
  });
});
