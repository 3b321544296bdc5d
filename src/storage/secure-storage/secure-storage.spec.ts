import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { keyRing, randomKey } from '../../../test/framework/conformance/persistent-secure-storage.fixture.js';
import { runAs } from '../../caller/index.js';
import { DecryptionError } from '../../secrets/index.js';
import { SecureStorage, type RotationProgress } from './secure-storage.js';

const OLD = randomKey('old');
const NEW = randomKey('new');
const VALUES = 20;

const as = <T>(accountId: string, work: () => Promise<T>): Promise<T> =>
  runAs({ accountId, userId: '1', kind: 'user' }, work);

async function finish(rotation: AsyncGenerator<RotationProgress>): Promise<RotationProgress[]> {
  const reports: RotationProgress[] = [];
  for await (const progress of rotation) reports.push(progress);
  return reports;
}

describe('SecureStorage', () => {
  let folder: string;
  let persistence: SqlitePersistence;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secure-storage-'));
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
  });
  afterEach(async () => {
    await persistence.close();
    await rm(folder, { recursive: true });
  });

  const storageWith = (...keys: string[]): SecureStorage =>
    new SecureStorage(persistence, keyRing(...keys), SYSTEM_CLOCK);

  it('leaves nothing readable in the store', async () => {
    await as('1', () => storageWith(OLD).put('a', 'plain text'));
    const [entry] = await persistence.scan({ prefix: '', limit: 10 });
    expect(entry?.value).toMatch(/^v1\.old\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(entry?.value ?? '', 'base64url').includes('plain text')).toBe(false);
  });

  it('reads no value that was moved to another account', async () => {
    const sut = storageWith(OLD);
    await as('1', () => sut.put('a', 'of one'));
    await as('2', () => sut.put('a', 'of two'));
    const [one, two] = await persistence.scan({ prefix: '', limit: 10 });
    await persistence.upsert(two?.key ?? '', one?.value ?? '');
    await expect(as('2', () => sut.get('a'))).rejects.toThrow(DecryptionError);
  });

  it('lets admins replace and delete a value of the account whose key is lost', async () => {
    const shared = { scope: 'account' } as const;
    const role = (name: 'admin' | 'member', work: () => Promise<unknown>): Promise<unknown> =>
      runAs({ accountId: '1', userId: '1', kind: 'user', role: name }, work);
    for (const key of ['a', 'b']) {
      await role('admin', () => storageWith(OLD).put(key, 1, { ...shared, writers: 'members' }));
    }
    const sut = storageWith(NEW);
    await expect(role('admin', () => sut.get('a', shared))).rejects.toThrow(DecryptionError);
    await expect(role('member', () => sut.put('a', 2, shared))).rejects.toThrow('Only admins');
    await role('admin', () => sut.put('a', 2, shared));
    expect(await role('admin', () => sut.get('a', shared))).toMatchObject({ value: 2 });
    expect(await role('admin', () => sut.delete('b', shared))).toBe(true);
  });

  it('brings every value to the newest key, readable all the time', async () => {
    const before = storageWith(OLD);
    for (let index = 0; index < VALUES; index++) await as(String(index), () => before.put('a', index));
    const both = storageWith(NEW, OLD);
    for await (const progress of both.rotate()) {
      expect(progress.reencrypted).toBe(progress.seen);
      for (let index = 0; index < VALUES; index++) {
        expect((await as(String(index), () => both.get('a')))?.value).toBe(index);
      }
    }
    const after = storageWith(NEW);
    for (let index = 0; index < VALUES; index++) {
      expect((await as(String(index), () => after.get('a')))?.value).toBe(index);
    }
    expect((await finish(both.rotate())).at(-1)).toEqual({ seen: VALUES, reencrypted: 0, unreadable: 0 });
  });

  it('goes on with what is left after it was stopped', async () => {
    const before = storageWith(OLD);
    for (let index = 0; index < VALUES; index++) await as('1', () => before.put(`k${index}`, index));
    const both = storageWith(NEW, OLD);
    for await (const progress of both.rotate()) {
      expect(progress.seen).toBeLessThan(VALUES);
      break;
    }
    await finish(both.rotate());
    expect((await as('1', () => storageWith(NEW).get('k19')))?.value).toBe(19);
  });

  it('never puts an old value back over one that is written meanwhile', async () => {
    await as('1', () => storageWith(OLD).put('a', 'old'));
    const both = storageWith(NEW, OLD);
    const scan = persistence.scan.bind(persistence);
    jest.spyOn(persistence, 'scan').mockImplementation(async (options) => {
      const entries = await scan(options);
      await as('1', () => both.put('a', 'newer'));
      return entries;
    });
    expect(await finish(both.rotate())).toEqual([{ seen: 1, reencrypted: 0, unreadable: 0 }]);
    expect((await as('1', () => both.get('a')))?.value).toBe('newer');
  });

  it('counts what it cannot read, and goes on', async () => {
    await as('1', () => storageWith(randomKey('lost')).put('a', 1));
    await as('2', () => storageWith(OLD).put('a', 2));
    const reports = await finish(storageWith(NEW, OLD).rotate());
    expect(reports).toEqual([{ seen: 2, reencrypted: 1, unreadable: 1 }]);
  });
});
