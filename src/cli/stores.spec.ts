import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { runAs } from '../caller/index.js';
import { FRAMEWORK_NAMES, localKeys, type Variables } from '../config/index.js';
import { AppFeatures } from '../feature/index.js';
import { AesGcmKeyRing, associatedDataOf, SecretService, type EncryptedRecords } from '../secrets/index.js';
import { collection, CollectionStore, SecureStorage, StorageService } from '../storage/index.js';
import { NO_STORAGE_LIMITS } from '../storage/storage/account-quota.js';
import { PersistentStorageDriver } from '../storage/storage/persistent-storage.driver.js';
import { runCli } from './run-cli.js';

class Notes extends collection<{ at?: number; text?: string }>({
  name: 'notes',
  indexes: { at: 'number' },
}) {}
class NewNotes extends collection<{ at?: number; text?: string }>({
  name: 'notes',
  indexes: { at: 'number', text: 'text' },
}) {}

const NEW_KEY = `new:${Buffer.alloc(32, 7).toString('base64url')}`;

describe('commands on the stores', () => {
  let folder: string;
  let variables: Variables;
  let persistence: SqlitePersistence;
  let printed: string[];
  let reported: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-stores-'));
    variables = { ...localKeys(folder), APP_PROFILE: 'local', DATA_DIR: folder };
    // Another process would have it open too.
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    printed = [];
    reported = [];
  });
  afterEach(async () => {
    await persistence.close();
    await rm(folder, { recursive: true });
  });

  const run = (words: string, given = variables, features = new AppFeatures([])): Promise<number> => {
    printed.length = 0;
    const output = {
      print: (line: string) => printed.push(line),
      printError: (line: string) => reported.push(line),
    };
    const environment = { sandboxUrl: 'http://127.0.0.1:1', variables: given, features };
    return runCli(words.split(' '), environment, output);
  };
  const as = <T>(accountId: string, work: () => Promise<T>): Promise<T> =>
    runAs({ accountId, userId: '1', kind: 'user' }, work);
  const storage = (): StorageService =>
    new StorageService(new PersistentStorageDriver(persistence, SYSTEM_CLOCK, NO_STORAGE_LIMITS));
  const ringOf = (given: Variables): AesGcmKeyRing =>
    new AesGcmKeyRing(new SecretService(given, FRAMEWORK_NAMES));
  const withNewKey = (): Variables => ({
    ...variables,
    ENCRYPTION_KEYS: `${NEW_KEY},${variables['ENCRYPTION_KEYS']}`,
  });

  describe('collections reindex', () => {
    it('builds an index that was added, and reports it', async () => {
      const store = (): CollectionStore => new CollectionStore(persistence, NO_STORAGE_LIMITS);
      await as('1', () => new Notes(store()).put('a', { at: 1, text: 'x' }));
      const query = (): Promise<unknown> =>
        as('1', () => new NewNotes(store()).query({ index: 'text', equals: 'x' }));
      await expect(query()).rejects.toMatchObject({ code: 'collections.index_incomplete' });
      const features = new AppFeatures([{ name: 'notes', collections: [NewNotes] }]);
      expect(await run('collections reindex notes', variables, features)).toBe(0);
      expect(printed).toEqual(['{"seen":1,"written":1,"skippedValues":0}']);
      expect(reported.at(-1)).toContain('1 documents seen, 1 written');
      expect(await query()).toMatchObject({ records: [{ id: 'a' }] });

      expect(await run('collections reindex others', variables, features)).toBe(1);
      expect(reported.at(-1)).toContain('No feature declares the collection "others". Declared: notes.');
      expect(await run('collections reindex', variables, features)).toBe(2);
    });
  });

  describe('storage', () => {
    const fill = (): Promise<void> =>
      as('1', async () => {
        await storage().upsert('a/b', { text: 'x', constructor: 1 });
        await storage().upsert('a/b', 0, undefined, { shared: true });
        await storage().upsert('short', null, undefined, { ttlSeconds: 60 });
        await storage().incrementCounter({ period: 'YEARLY', kind: 'k/1', incrementBy: 5 });
      });

    it('moves the rows of an account to another account', async () => {
      await fill();
      expect(await run('storage export --account 1')).toBe(0);
      expect(printed).toHaveLength(4);
      for (const line of printed) expect(JSON.parse(line)).toHaveProperty('value');
      expect(reported.at(-1)).toBe('4 records exported');
      const file = join(folder, 'rows.jsonl');
      await writeFile(file, `${printed.join('\n')}\n\n`);

      expect(await run(`storage import --account 2 --file ${file}`)).toBe(0);
      expect(printed).toEqual(['{"imported":4,"expired":0}']);
      await as('2', async () => {
        expect((await storage().get('a/b'))?.value).toEqual({ text: 'x', constructor: 1 });
        expect((await storage().get('a/b', { shared: true }))?.value).toBe(0);
        expect((await storage().get('short'))?.value).toBeNull();
        expect(await storage().incrementCounter({ period: 'YEARLY', kind: 'k/1' })).toBe(6);
      });
      const [entry] = await persistence.scan({ prefix: 'storage/2/p/short', limit: 1 });
      expect(entry?.expiresAt).toBeGreaterThan(Date.now());
    });

    it('moves the documents of an account, with their indexes', async () => {
      const features = new AppFeatures([{ name: 'notes', collections: [Notes] }]);
      const notes = new Notes(new CollectionStore(persistence, NO_STORAGE_LIMITS));
      await as('1', () => notes.put('a/b', { at: 2, text: 'é' }));
      await fill();
      expect(await run('storage export --account 1', variables, features)).toBe(0);
      expect(printed).toContain('{"collection":"notes","id":"a/b","value":{"at":2,"text":"é"}}');
      expect(printed).toHaveLength(5);
      const file = join(folder, 'rows.jsonl');
      await writeFile(file, `${printed.join('\n')}\n`);
      expect(await run(`storage import --account 2 --file ${file}`, variables, features)).toBe(0);
      const { records } = await as('2', () => notes.query({ index: 'at', equals: 2 }));
      expect(records).toEqual([{ id: 'a/b', document: { at: 2, text: 'é' } }]);
      expect(await run('storage purge --account 1', variables, features)).toBe(0);
      expect(printed).toEqual(['{"deleted":5}']);
      expect(await persistence.scan({ prefix: 'storage/1/', limit: 1 })).toEqual([]);

      expect(await run(`storage import --account 2 --file ${file}`)).toBe(1);
      expect(reported.at(-1)).toContain('collection is not declared by a feature');
      await writeFile(file, '{"collection":"notes","id":"","value":{}}\n');
      expect(await run(`storage import --account 2 --file ${file}`, variables, features)).toBe(1);
      expect(reported.at(-1)).toContain('Line 1: id');
      await writeFile(file, '{"collection":"notes","id":"a","value":{"at":"x"}}\n');
      expect(await run(`storage import --account 2 --file ${file}`, variables, features)).toBe(1);
      expect(reported.at(-1)).toContain('Line 1: document.at');
    });

    it('refuses an expiry that no store can read', async () => {
      const file = join(folder, 'rows.jsonl');
      await writeFile(file, `{"key":"k","shared":false,"value":1,"expiresAt":${Number.MAX_SAFE_INTEGER}}\n`);
      expect(await run(`storage import --account 2 --file ${file}`)).toBe(1);
      expect(reported.at(-1)).toContain('Line 1: expiresAt');
      await expect(persistence.get('storage/2/p/k')).resolves.toBeUndefined();
    });

    it('exports and imports text unchanged', async () => {
      const text = '{"__proto__":1,"big":9007199254740993,"long":0.10000000000000000001,"é":"\\u0000"}';
      await persistence.upsert('storage/1/p/key', text);
      await run('storage export --account 1');
      expect(printed).toEqual([`{"key":"key","shared":false,"value":${text}}`]);
      const file = join(folder, 'rows.jsonl');
      await writeFile(file, `${printed.join('\n')}\n`);
      expect(await run(`storage import --account 2 --file ${file}`)).toBe(0);
      expect((await persistence.get('storage/2/p/key'))?.value).toBe(text);
    });

    it('deletes the rows of one account only', async () => {
      await fill();
      await as('11', () => storage().upsert('a', 1));
      expect(await run('storage purge --account 1')).toBe(0);
      expect(printed).toEqual(['{"deleted":4}']);
      expect(await run('storage purge --account 1')).toBe(0);
      expect(printed).toEqual(['{"deleted":0}']);
      expect(await as('11', () => storage().get('a'))).toBeDefined();
    });

    it.each([
      ['not json', 'Line 2 is not JSON.'],
      ['{"key":"","shared":false,"value":1}', 'Line 2: key'],
      ['{"key":"a","value":1}', 'Line 2: shared'],
      ['{"key":"a","shared":true}', 'Line 2: value'],
      ['{"counter":"../x","value":1}', 'Line 2: counter'],
      ['{"counter":"DAILY/2026-01-01T00:00:00.000Z/","value":1.5}', 'Line 2: value'],
      ['{"counter":"DAILY/2026-01-01T00:00:00.000Z/","value":9007199254740993}', 'Line 2: value'],
      ['{"key":"a","shared":true,"value":1e999}', 'Line 2: value'],
      [`{"key":"a","shared":true,"value":${'['.repeat(201)}${']'.repeat(201)}}`, 'Line 2: value'],
      ['{"key":"a","shared":true,"value":1,"expiresAt":"soon"}', 'Line 2: expiresAt'],
      ['null', 'Line 2: shared'],
    ])('refuses to import %s', async (line, problem) => {
      const file = join(folder, 'rows.jsonl');
      await writeFile(file, `{"key":"first","shared":false,"value":1}\n${line}\n`);
      expect(await run(`storage import --account 2 --file ${file}`)).toBe(1);
      expect(reported.join()).toContain(problem);
    });

    it('skips records that have expired in the meantime', async () => {
      const file = join(folder, 'rows.jsonl');
      await writeFile(file, '{"key":"old","shared":false,"value":1,"expiresAt":1}');
      expect(await run(`storage import --account 2 --file ${file}`)).toBe(0);
      expect(printed).toEqual(['{"imported":0,"expired":1}']);
    });

    it.each([
      ['storage export', 2],
      ['storage purge --account', 2],
      ['storage purge --account 1 --nope', 2],
      ['storage import --account 1 --file /nonexistent', 1],
    ])('%j exits with %d', async (words, code) => {
      expect(await run(words)).toBe(code);
      expect(reported).not.toEqual([]);
    });

    it('names the store of the rows if it cannot access them', async () => {
      const given = { ...variables, STORAGE_DRIVER: 'monday-code' };
      expect(await run('storage export --account 1', given)).toBe(1);
      expect(reported.join()).toContain('mapps storage');
    });
  });

  describe('secure-storage', () => {
    const secure = (given: Variables): SecureStorage =>
      new SecureStorage(persistence, ringOf(given), SYSTEM_CLOCK);

    it('deletes the values of an account', async () => {
      await as('1', () => secure(variables).put('a', 1));
      await as('2', () => secure(variables).put('a', 2));
      expect(await run('secure-storage purge --account 1')).toBe(0);
      expect(printed).toEqual(['{"deleted":1}']);
      expect(await as('2', () => secure(variables).get('a'))).toBeDefined();
    });

    it('re-encrypts all records, and skips those that are being changed', async () => {
      const old = ringOf(variables);
      const encrypt = (text: string, place: string): string => old.encrypt(text, place);
      const until = Date.now() + 60_000;
      const envelope = { id: 'm', type: 't', accountId: '1', userId: '2', publishedAt: 1 };
      const payload = encrypt('{}', associatedDataOf('queue', 'm', 't', '1', '2', '1'));
      const body = JSON.stringify({ v: 1, ...envelope, payload });
      const records: Record<string, string> = {
        'auth/connection/1/2': JSON.stringify({ grant: 'g', sealed: encrypt('{}', 'auth/connection/1/2') }),
        'auth/connection/1/3': JSON.stringify({
          lease: { holder: 'h', until },
          sealed: encrypt('{}', 'auth/connection/1/3'),
        }),
        'auth/revocation/r': JSON.stringify({ accountId: '1', sealed: encrypt('{}', 'auth/revocation/r') }),
        'mail/a%2Fb/m': JSON.stringify({
          status: 'sent',
          sealed: encrypt('{}', associatedDataOf('mail', 'a/b', 'm')),
        }),
        'monday/triggers/1/t/s': encrypt('{}', associatedDataOf('monday/triggers/1/t/s')),
        'monday/action-runs/1/a/r': JSON.stringify({
          leaseUntil: 0,
          answer: encrypt('{}', associatedDataOf('monday/action-runs/1/a/r')),
        }),
        'monday/action-runs/1/a/s': JSON.stringify({ leaseUntil: until }),
        'queue/ready/1/000000000000001/m': `1.0\n${body}`,
        'queue/running/000000000000002/n': `1.1\n${body}`,
        'queue/dead/m': JSON.stringify({ id: 'm', body }),
      };
      for (const [key, value] of Object.entries(records))
        await persistence.upsert(key, value, { ttlSeconds: 100 });
      await as('1', () => secure(variables).put('a', 1));

      expect(await run('secure-storage rotate-key', withNewKey())).toBe(1);
      expect(JSON.parse(printed[0] ?? '')).toEqual({ seen: 11, reencrypted: 8, unreadable: 0, busy: 2 });
      expect(reported.join()).toContain('run it again');
      const entries = await persistence.scan({ prefix: '', limit: 100 });
      const onOldKey = entries.filter(({ value }) => value.includes('v1.local-1.')).map(({ key }) => key);
      expect(onOldKey).toEqual(['auth/connection/1/3', 'queue/running/000000000000002/n']);
      const mail = entries.find(({ key }) => key.startsWith('mail/'));
      expect(mail?.expiresAt).toBeGreaterThan(Date.now());
      expect(mail?.expiresAt).toBeLessThan(Date.now() + 101_000);

      for (const key of onOldKey) await persistence.delete(key);
      expect(await run('secure-storage rotate-key', withNewKey())).toBe(0);
      expect(JSON.parse(printed[0] ?? '')).toEqual({ seen: 9, reencrypted: 0, unreadable: 0, busy: 0 });
      const onlyNew = { ...variables, ENCRYPTION_KEYS: NEW_KEY };
      expect((await as('1', () => secure(onlyNew).get('a')))?.value).toBe(1);
    });

    it('re-encrypts the records of features, and fails if a feature did not declare them', async () => {
      const key = 'reminders/1/a';
      const encrypted = ringOf(variables).encrypt('{}', associatedDataOf(key));
      await persistence.upsert(key, JSON.stringify({ note: encrypted }));
      await persistence.upsert('storage/1/p/a', '"v1.local-1.' + 'A'.repeat(60) + '"');

      expect(await run('secure-storage rotate-key', withNewKey())).toBe(1);
      expect(reported.join()).toContain(
        '1 records with keys from "reminders/" are encrypted with an older key',
      );

      const reminders: EncryptedRecords = {
        prefix: 'reminders/',
        reencrypt: (place, value, reencrypt) => {
          const { note } = JSON.parse(value) as { note: string };
          return JSON.stringify({ note: reencrypt(note, associatedDataOf(place)) });
        },
      };
      const features = new AppFeatures([{ name: 'reminders', encryptedRecords: [reminders] }]);
      expect(await run('secure-storage rotate-key', withNewKey(), features)).toBe(0);
      expect((await persistence.get(key))?.value).toContain('v1.new.');
    });

    it('adds a key to the key file', async () => {
      const file = join(folder, 'ring');
      await writeFile(file, `${variables['ENCRYPTION_KEYS']}\n`);
      await as('1', () => secure(variables).put('a', 1));
      const given = { ...variables, ENCRYPTION_KEYS_FILE: file };
      expect(await run('secure-storage rotate-key --new-key --wait 0', given)).toBe(0);
      expect(JSON.parse(printed[0] ?? '')).toMatchObject({ reencrypted: 1 });
      const ring = (await readFile(file, 'utf8')).trim();
      expect(ring).toMatch(new RegExp(`^k[a-z0-9]+:[\\w-]{43},${variables['ENCRYPTION_KEYS']}$`));
      expect((await as('1', () => secure({ ENCRYPTION_KEYS: ring }).get('a')))?.value).toBe(1);
    });

    it('recommends an action if the keys are not in a file', async () => {
      expect(await run('secure-storage rotate-key --new-key')).toBe(1);
      expect(reported.join()).toContain('ENCRYPTION_KEYS_FILE');
    });

    it('exits with 1 if a value cannot be decrypted', async () => {
      const lost = { ENCRYPTION_KEYS: `lost:${Buffer.alloc(32, 9).toString('base64url')}` };
      await as('1', () => secure(lost).put('a', 1));
      expect(await run('secure-storage rotate-key')).toBe(1);
      expect(JSON.parse(printed[0] ?? '')).toMatchObject({ unreadable: 1 });
    });
  });
});
