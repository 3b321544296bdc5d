import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Entry } from '../persistence.js';
import { SYSTEM_CLOCK } from '../clock/index.js';
import { SharedReads } from './shared-reads.js';
import { type SqliteDatabase } from './sqlite-database.js';
import { type SqliteRecords } from './sqlite-records.js';
import { SQLITE_SETTINGS, SqlitePersistence } from './sqlite.persistence.js';

const BROKEN = new Error('broken');
const LARGE = 'x'.repeat(6 * 1024 * 1024);
const entryOf = (key: string): Entry => ({
  key,
  value: key.startsWith('large') ? LARGE : `of ${key}`,
  version: '1',
});

describe('SharedReads', () => {
  let statements: string[];
  let refused: string | undefined;
  let sut: SharedReads;

  beforeEach(() => {
    statements = [];
    refused = undefined;
    const exec = (sql: string): void => {
      if (sql === refused) throw BROKEN;
      statements.push(sql);
    };
    const get = (key: string): Entry => {
      if (key === 'broken') throw BROKEN;
      statements.push(key);
      return entryOf(key);
    };
    sut = new SharedReads({ exec } as SqliteDatabase, { get } as SqliteRecords);
  });

  it('puts the reads of one turn into one transaction', async () => {
    const entries = await Promise.all(['a', 'b', 'c'].map((key) => sut.get(key)));
    expect(entries).toEqual(['a', 'b', 'c'].map(entryOf));
    expect(statements).toEqual(['BEGIN', 'a', 'b', 'c', 'COMMIT']);
  });

  it('needs no transaction for one read', async () => {
    await sut.get('a');
    await sut.get('b');
    expect(statements).toEqual(['a', 'b']);
  });

  it('fails only the read that is broken, and ends the transaction', async () => {
    const [first, second] = await Promise.allSettled([sut.get('broken'), sut.get('b')]);
    expect(first).toEqual({ status: 'rejected', reason: BROKEN });
    expect(second).toEqual({ status: 'fulfilled', value: entryOf('b') });
    expect(statements).toEqual(['BEGIN', 'b', 'COMMIT']);
  });

  it('fails all where no transaction can begin, and none of the next turn', async () => {
    refused = 'BEGIN';
    const results = await Promise.allSettled([sut.get('a'), sut.get('b')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    refused = undefined;
    await expect(Promise.all([sut.get('a'), sut.get('b')])).resolves.toHaveLength(2);
  });

  it('lets a new read wait for one large value of those before it, and none wait for ever', async () => {
    const large = Array.from({ length: 8 }, (_, index) => sut.get(`large ${index}`));
    await new Promise((resolve) => setImmediate(resolve));
    const others = [sut.get('small'), sut.get('large later')];
    await Promise.all([...large, ...others]);
    const order = statements.filter((statement) => statement !== 'BEGIN' && statement !== 'COMMIT');
    expect(order.indexOf('small')).toBeLessThanOrEqual(3);
    const early = order.filter((key) => /\d/.test(key));
    expect(early).toEqual(early.toSorted());
    expect(order.at(-1)).toBe('large 7');
  });

  it('answers also where the disk has ended the transaction', async () => {
    refused = 'COMMIT';
    await expect(Promise.all([sut.get('a'), sut.get('b')])).resolves.toHaveLength(2);
  });
});

describe('reads of SqlitePersistence', () => {
  let folder: string;
  let sut: SqlitePersistence;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reads-'));
    sut = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      lockTimeoutMs: 50,
      clock: SYSTEM_CLOCK,
    });
    await sut.open();
    await sut.upsert('key', '1');
  });

  afterEach(async () => {
    await sut.close();
    await rm(folder, { recursive: true });
  });

  it('are answered when the store closes', async () => {
    const reads = Promise.all([sut.get('key'), sut.get('key')]);
    await sut.close();
    await expect(reads).resolves.toMatchObject([{ value: '1' }, { value: '1' }]);
  });

  it('see each write that was acknowledged before, with writes and reads in the same turns', async () => {
    const writeAndRead = async (key: string): Promise<void> => {
      for (let value = 0; value < 20; value += 1) {
        await sut.upsert(key, String(value));
        await expect(sut.get(key)).resolves.toMatchObject({ value: String(value) });
      }
    };
    await Promise.all(Array.from({ length: 30 }, (_, index) => writeAndRead(`key-${index}`)));
  });
});
