import { type Clock } from 'monday-persistence/clock';
import { decodeJson, encodeJson } from 'monday-persistence/json';
import fc from 'fast-check';
import { runAs } from '../../../src/caller/index.js';
import { type Persistence } from '../../../src/persistence/index.js';
import {
  collection,
  CollectionReindex,
  CollectionStore,
  DocumentArchive,
  StorageService,
  type CollectionPage,
  type ReindexProgress,
} from '../../../src/storage/index.js';
import { AccountDocuments } from '../../../src/storage/collections/account-documents.js';
import { NO_STORAGE_LIMITS, type StorageLimits } from '../../../src/storage/storage/account-quota.js';
import { PersistentStorageDriver } from '../../../src/storage/storage/persistent-storage.driver.js';
import { Instances } from './instances.js';
import { ifAble } from './persistence.suite.js';

export interface CollectionsSource {
  /** A new instance on the same store, not yet opened. */
  readonly open: (options: { clock: Clock; countsUsage: boolean }) => Persistence;
  /** Removes the store, or empties it if its instances are kept. */
  readonly remove: () => Promise<void>;
  /** Those of all tests; default is new ones for each. */
  readonly kept?: Instances;
}

export interface CollectionsSuiteOptions {
  /** Whether the store counts usage; otherwise the cases of quotas are skipped. */
  readonly countsUsage: boolean;
}

interface Nudge {
  readonly sentAt?: string | null;
  readonly score?: number;
  readonly board?: string;
  readonly note?: string;
}

class Nudges extends collection<Nudge>({
  name: 'nudges',
  indexes: { sentAt: 'date', score: 'number', board: 'text' },
}) {}

/** The same collection as an older version of the app declared it. */
class OldNudges extends collection<Nudge>({ name: 'nudges', indexes: { score: 'number', note: 'text' } }) {}

class Others extends collection<Nudge>({ name: 'others', indexes: { score: 'number' } }) {}

const as = <T>(accountId: string, work: () => Promise<T>): Promise<T> =>
  runAs({ accountId, userId: '1', kind: 'user' }, work);
const idsOf = ({ records }: CollectionPage<Nudge>): string[] => records.map(({ id }) => id);
const INVALID = { code: 'collections.invalid_input', status: 400 };

/** What collections do on every store that has them. Call it inside a `describe` of the store. */
export function collectionsSuite(
  create: () => Promise<CollectionsSource>,
  { countsUsage }: CollectionsSuiteOptions,
): void {
  let source: CollectionsSource;
  let instances: Instances;
  let persistence: Persistence;
  let nudges: Nudges;

  beforeEach(async () => {
    source = await create();
    instances = source.kept ?? new Instances();
    persistence = await open();
    nudges = new Nudges(new CollectionStore(persistence, NO_STORAGE_LIMITS));
  });
  afterEach(async () => {
    await instances.release();
    await source.remove();
  });

  const open = (): Promise<Persistence> =>
    instances.open(() => source.open({ clock: instances.clock, countsUsage: false }));
  const another = async (): Promise<Nudges> =>
    new Nudges(new CollectionStore(await open(), NO_STORAGE_LIMITS));

  describe('documents', () => {
    it('are written, read, overwritten and deleted', () =>
      as('7', async () => {
        expect(await nudges.get('a')).toBeUndefined();
        const first = await nudges.put('a', { score: 1 });
        expect(first.created).toBe(true);
        expect(await nudges.get('a')).toEqual({ id: 'a', document: { score: 1 }, version: first.version });
        const second = await nudges.put('a', { note: 'later' });
        expect(second.created).toBe(false);
        expect(second.version).not.toBe(first.version);
        expect(await (await another()).get('a')).toMatchObject({ document: { note: 'later' } });
        expect(await nudges.delete('a')).toBe(true);
        expect(await nudges.delete('a')).toBe(false);
        expect(await nudges.get('a')).toBeUndefined();
      }));

    it('are written only at their version, if one is given', () =>
      as('7', async () => {
        const { version } = await nudges.put('a', { score: 1 }, { version: '' });
        const conflict = { code: 'collections.version_conflict', status: 409 };
        for (const other of ['', 'other', 'ü\u0000']) {
          await expect(nudges.put('a', { score: 2 }, { version: other })).rejects.toMatchObject({
            ...conflict,
            details: { id: 'a', currentVersion: version },
          });
          await expect(nudges.delete('a', { version: other })).rejects.toMatchObject(conflict);
        }
        await expect(nudges.put('b', {}, { version })).rejects.toMatchObject({
          details: { currentVersion: null },
        });
        expect(idsOf(await nudges.query({ index: 'score' }))).toEqual(['a']);
        await nudges.put('a', { score: 3 }, { version });
        expect((await nudges.get('a'))?.document).toEqual({ score: 3 });
      }));

    it('are separate for each account and collection, whatever their names', () =>
      as('7', async () => {
        const others = new Others(new CollectionStore(persistence, NO_STORAGE_LIMITS));
        await nudges.put('a', { score: 1 });
        await others.put('a', { score: 2 });
        for (const account of ['77', '7/d', '7%2Fd']) {
          await as(account, async () => {
            expect(await nudges.get('a')).toBeUndefined();
            expect(await nudges.delete('a')).toBe(false);
            expect(idsOf(await nudges.query())).toEqual([]);
            expect(idsOf(await nudges.query({ index: 'score' }))).toEqual([]);
            await nudges.put('a', { score: 3 });
          });
        }
        expect((await others.query({ index: 'score' })).records).toEqual([
          { id: 'a', document: { score: 2 } },
        ]);
        expect((await nudges.query({ index: 'score' })).records).toEqual([
          { id: 'a', document: { score: 1 } },
        ]);
      }));

    it.each<[string, unknown, object]>([
      ['an empty id', '', { id: 'x' }],
      ['a long id', 'x'.repeat(257), {}],
      ['an id that is no text', 7, {}],
      ['a document that is no object', 'a', ['list']],
      ['a document with a date', 'a', { at: new Date() }],
      ['a document with NaN', 'a', { note: NaN }],
      ['a field of another type than its index', 'a', { score: '1' }],
      ['a date in another form', 'a', { sentAt: 'yesterday' }],
      ['an indexed text that is too long', 'a', { board: 'x'.repeat(513) }],
    ])('refuse %s, and write nothing', (_name, id, document) =>
      as('7', async () => {
        await expect(nudges.put(id as string, document)).rejects.toMatchObject(INVALID);
        expect(await persistence.scan({ prefix: 'storage/', limit: 10 })).toEqual([]);
      }),
    );

    it('name the field that cannot be indexed', () =>
      as('7', async () => {
        const document = { score: 'x', board: 1 } as unknown as Nudge;
        await expect(nudges.batch([{ type: 'put', id: 'a', document }])).rejects.toMatchObject({
          details: [{ field: 'operations.0.document.score' }, { field: 'operations.0.document.board' }],
        });
      }));

    it('have at most 64 KiB', () =>
      as('7', async () => {
        const largest = { note: 'x'.repeat(64 * 1024 - Buffer.byteLength('{"note":""}')) };
        await nudges.put('a', largest);
        expect((await nudges.get('a'))?.document).toEqual(largest);
        await expect(nudges.put('a', { note: `${largest.note}x` })).rejects.toMatchObject({
          code: 'collections.document_too_large',
          status: 413,
        });
      }));
  });

  describe('queries', () => {
    const fill = async (documents: Readonly<Record<string, Nudge>>): Promise<void> => {
      for (const [id, document] of Object.entries(documents)) await nudges.put(id, document);
    };

    it('find a range of an index in its order, then by id', () =>
      as('7', async () => {
        await fill({ d: { score: 10 }, a: { score: -1.5 }, c: { score: 2 }, b: { score: 2 }, none: {} });
        const query = (options: object): Promise<string[]> =>
          nudges.query({ index: 'score', ...options }).then(idsOf);
        expect(await query({})).toEqual(['a', 'b', 'c', 'd']);
        expect(await query({ order: 'desc' })).toEqual(['d', 'c', 'b', 'a']);
        expect(await query({ from: 2 })).toEqual(['b', 'c', 'd']);
        expect(await query({ from: -1.5, to: 2 })).toEqual(['a']);
        expect(await query({ to: 10, order: 'desc' })).toEqual(['c', 'b', 'a']);
        expect(await query({ equals: 2 })).toEqual(['b', 'c']);
        expect(await query({ equals: 2, order: 'desc' })).toEqual(['c', 'b']);
        expect(await query({ from: 3, to: 1 })).toEqual([]);
      }));

    it('compare dates by value, and text by its bytes', () =>
      as('7', async () => {
        await fill({
          a: { sentAt: '2026-03-01T10:00:00+02:00', board: 'b' },
          b: { sentAt: '2026-03-01T09:00:00Z', board: 'a' },
          c: { sentAt: null, board: 'a\u0001' },
          d: { sentAt: '2026-03-02', board: '' },
        });
        const from = new Date('2026-03-01');
        expect(idsOf(await nudges.query({ index: 'sentAt', from, to: '2026-03-02' }))).toEqual(['a', 'b']);
        expect(idsOf(await nudges.query({ index: 'board' }))).toEqual(['d', 'b', 'c', 'a']);
        expect(idsOf(await nudges.query({ index: 'board', equals: 'a' }))).toEqual(['b']);
        expect(idsOf(await nudges.query({ index: 'board', equals: '' }))).toEqual(['d']);
      }));

    it('find all documents by id without an index', () =>
      as('7', async () => {
        await fill({ b: { score: 1 }, a: {}, c: {} });
        expect(await nudges.query({ limit: 2 })).toMatchObject({
          records: [
            { id: 'a', document: {} },
            { id: 'b', document: { score: 1 } },
          ],
        });
        expect(idsOf(await nudges.query({ order: 'desc' }))).toEqual(['c', 'b', 'a']);
      }));

    it('follow the current value of a field, and forget deleted documents', () =>
      as('7', async () => {
        await fill({ a: { score: 1, board: 'x' } });
        await nudges.put('a', { score: 2 });
        expect(idsOf(await nudges.query({ index: 'score', equals: 1 }))).toEqual([]);
        expect(idsOf(await nudges.query({ index: 'board' }))).toEqual([]);
        expect((await nudges.query({ index: 'score' })).records).toEqual([
          { id: 'a', document: { score: 2 } },
        ]);
        await nudges.delete('a');
        expect(idsOf(await nudges.query({ index: 'score' }))).toEqual([]);
      }));

    it('go on with the cursor of a page, in both directions, while other documents change', () =>
      as('7', async () => {
        for (let n = 0; n < 10; n++) await nudges.put(`k${n}`, { score: Math.floor(n / 2) });
        for (const order of ['asc', 'desc'] as const) {
          const all: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await nudges.query({ index: 'score', order, limit: 3, cursor });
            all.push(...idsOf(page));
            ({ cursor } = page);
            await nudges.put(`new ${all.length} ${order}`, { score: order === 'asc' ? -1 : 99 });
          } while (cursor !== undefined);
          const lasting = all.filter((id) => id.startsWith('k'));
          expect(lasting).toEqual(Array.from({ length: 10 }, (_, n) => `k${order === 'asc' ? n : 9 - n}`));
          expect(new Set(all).size).toBe(all.length);
        }
      }));

    it('do not lead out of the range with a cursor that a client has changed', () =>
      as('7', async () => {
        for (const board of ['a', 'm', 'z']) {
          await nudges.batch(['1', '2'].map((id) => ({ type: 'put', id: board + id, document: { board } })));
        }
        for (const order of ['asc', 'desc'] as const) {
          for (const range of [{ equals: 'm' }, { from: 'b', to: 'n' }]) {
            const query = { index: 'board', ...range, order, limit: 1 } as const;
            const { cursor = '' } = await nudges.query(query);
            const { position, query: digest } = decodeJson(cursor) as { position: string; query: string };
            expect(
              await nudges.query({ ...query, cursor: encodeJson({ position, query: digest }) }),
            ).toBeDefined();
            for (const other of ['', 'a', 'a\u0001a1', 'z\u0001z9', '\u{10ffff}', '\uffff']) {
              const changed = encodeJson({ position: other, query: digest });
              await expect(nudges.query({ ...query, cursor: changed })).rejects.toMatchObject(INVALID);
            }
          }
        }
      }));

    it('refuse the cursor of another query, collection or account', () =>
      as('7', async () => {
        const others = new Others(new CollectionStore(persistence, NO_STORAGE_LIMITS));
        await fill({ a: { score: 1, board: 'x' }, b: { score: 2, board: 'y' } });
        const { cursor } = await nudges.query({ index: 'score', from: 0, limit: 1 });
        expect(idsOf(await nudges.query({ index: 'score', from: 0, limit: 9, cursor }))).toEqual(['b']);
        const refused = { ...INVALID, details: [{ field: 'cursor' }] };
        for (const query of [
          { index: 'score', from: 1 },
          { index: 'score', from: 0, to: 9 },
          { index: 'score' },
          { index: 'score', from: 0, order: 'desc' },
          { index: 'board' },
          {},
        ] as const) {
          await expect(nudges.query({ ...query, cursor })).rejects.toMatchObject(refused);
        }
        await expect(others.query({ index: 'score', from: 0, cursor })).rejects.toMatchObject(refused);
        await as('8', () =>
          expect(nudges.query({ index: 'score', from: 0, cursor })).rejects.toMatchObject(refused),
        );
        for (const text of [
          '',
          'x',
          `${cursor}x`,
          Buffer.from('{"position":"a"}').toString('base64url'),
          7,
        ]) {
          const query = { index: 'score', from: 0, cursor: text as string } as const;
          await expect(nudges.query(query)).rejects.toMatchObject(refused);
        }
      }));

    it.each<[object, string, string]>([
      [{ index: 'sent' }, 'index', 'sentAt, score, board'],
      [{ index: 'toString' }, 'index', 'sentAt, score, board'],
      [{ index: 7 }, 'index', 'sentAt, score, board'],
      [{ index: 'score', from: '1' }, 'from', 'number'],
      [{ index: 'sentAt', to: 5 }, 'to', 'date'],
      [{ index: 'board', equals: 5 }, 'equals', 'text'],
      [{ index: 'score', equals: 1, from: 1 }, 'equals', 'from or to'],
      [{ from: 1 }, 'from', 'index'],
      [{ limit: 0 }, 'limit', '1 to 100'],
      [{ limit: 101 }, 'limit', '1 to 100'],
      [{ limit: '5' }, 'limit', '1 to 100'],
      [{ order: 'up' }, 'order', 'asc or desc'],
      [{ where: 1 }, 'where', 'not known'],
    ])('refuse %j and say why', (query, field, message) =>
      as('7', () =>
        expect(nudges.query(query)).rejects.toMatchObject({
          ...INVALID,
          details: [{ field, message: expect.stringContaining(message) as string }],
        }),
      ),
    );

    it('never fail in another way, whatever is queried', () =>
      as('7', async () => {
        await fill({ a: { score: 1, board: 'x' } });
        const value = fc.anything();
        const query = fc.record(
          {
            index: fc.oneof(fc.constantFrom('score', 'board', 'sentAt', '__proto__'), value),
            equals: value,
            from: value,
            to: value,
            limit: fc.oneof(fc.constant(5), value),
            order: fc.oneof(fc.constantFrom('asc', 'desc'), value),
            cursor: fc.oneof(fc.string(), value),
          },
          { requiredKeys: [] },
        );
        await fc.assert(
          fc.asyncProperty(query, async (each) => {
            const outcome = await nudges.query(each as object).catch((error: unknown) => error);
            if (outcome instanceof Error) expect(outcome).toMatchObject(INVALID);
          }),
          { numRuns: 200 },
        );
        expect(idsOf(await nudges.query())).toEqual(['a']);
      }));
  });

  describe('several writers', () => {
    it('leave one complete entry per index and document, on two instances', () =>
      as('7', async () => {
        const both = [nudges, await another()];
        const writes = Array.from({ length: 24 }, (_, n) =>
          n % 6 === 5
            ? both[n % 2]!.delete(`k${n % 3}`)
            : both[n % 2]!.put(`k${n % 3}`, { score: n, board: `b${n % 4}`, note: `of ${n}` }),
        );
        await Promise.all(writes);
        const byId = (await nudges.query()).records;
        const byScore = (await nudges.query({ index: 'score' })).records;
        const byBoard = (await nudges.query({ index: 'board' })).records;
        const sorted = (records: typeof byId): typeof byId =>
          records.toSorted((one, other) => one.id.localeCompare(other.id));
        expect(sorted(byScore)).toEqual(byId);
        expect(sorted(byBoard)).toEqual(byId);
      }));

    it('write a batch whole or not at all', () =>
      as('7', async () => {
        const { version } = await nudges.put('a', { score: 1 });
        const results = await nudges.batch([
          { type: 'put', id: 'b', document: { score: 2 } },
          { type: 'delete', id: 'a', version },
          { type: 'delete', id: 'none' },
        ]);
        expect(results).toEqual([
          { type: 'put', id: 'b', version: expect.any(String) as string, created: true },
          { type: 'delete', id: 'a', deleted: true },
          { type: 'delete', id: 'none', deleted: false },
        ]);
        const stale = nudges.batch([
          { type: 'put', id: 'c', document: { score: 3 } },
          { type: 'delete', id: 'b', version },
        ]);
        await expect(stale).rejects.toMatchObject({ code: 'collections.version_conflict' });
        expect(idsOf(await nudges.query({ index: 'score' }))).toEqual(['b']);
        const twice = nudges.batch([
          { type: 'delete', id: 'b' },
          { type: 'delete', id: 'b' },
        ]);
        await expect(twice).rejects.toMatchObject({ details: [{ field: 'operations.1.id' }] });
      }));

    it('write documents in one unit with rows of storage', () =>
      as('7', async () => {
        const driver = new PersistentStorageDriver(persistence, instances.clock, NO_STORAGE_LIMITS);
        const storage = new StorageService(driver);
        const put = { type: 'put', id: 'a', document: { score: 1 } } as const;
        await storage.batch([{ type: 'upsert', key: 'row', value: 1 }], await nudges.prepare([put]));
        expect(idsOf(await nudges.query({ index: 'score' }))).toEqual(['a']);
        expect((await storage.get('row'))?.value).toBe(1);
        const prepared = await nudges.prepare([{ ...put, document: { score: 2 } }]);
        await nudges.put('a', { score: 3 });
        const late = storage.batch([{ type: 'upsert', key: 'row', value: 2 }], prepared);
        await expect(late).rejects.toMatchObject({ code: 'persistence.conflict', status: 409 });
        expect((await storage.get('row'))?.value).toBe(1);
        expect((await nudges.query({ index: 'score' })).records).toEqual([
          { id: 'a', document: { score: 3 } },
        ]);
      }));

    it('write what is joined with a batch, once for all attempts', () =>
      as('7', async () => {
        const joined = {
          operationsFor: () => [{ type: 'increment', key: 'joined', by: 1 } as const],
          onCommitted: jest.fn(),
        };
        const put = (n: number): Promise<unknown> =>
          nudges.batch([{ type: 'put', id: 'a', document: { score: n } }], joined);
        await Promise.all([put(1), put(2), put(3)]);
        expect((await persistence.get('joined'))?.value).toBe('3');
        expect(joined.onCommitted).toHaveBeenCalledTimes(3);
      }));
  });

  describe('accounts', () => {
    it('are purged completely, and no other', async () => {
      for (const account of ['7', '77']) await as(account, () => nudges.put('a', { score: 1 }));
      const documents = new AccountDocuments(
        persistence,
        new CollectionStore(persistence, NO_STORAGE_LIMITS),
      );
      expect(await documents.purgeAccount('7')).toBe(1);
      expect(await documents.purgeAccount('7')).toBe(0);
      expect(await persistence.scan({ prefix: 'storage/7/', limit: 10 })).toEqual([]);
      expect(await as('77', () => nudges.query({ index: 'score' }).then(idsOf))).toEqual(['a']);
    });

    ifAble(
      it,
      countsUsage,
      'quotas',
    )('have a quota, in which documents and their index entries count', async () => {
      const counting = source.open({ clock: instances.clock, countsUsage: true });
      await counting.open();
      const limited = (limits: Partial<StorageLimits>): Nudges =>
        new Nudges(new CollectionStore(counting, { ...NO_STORAGE_LIMITS, ...limits }));
      await as('7', async () => {
        const sut = limited({ maxRows: 3 });
        await sut.put('a', { score: 1, board: 'x' });
        await expect(sut.put('b', {})).rejects.toMatchObject({
          code: 'storage.quota_exceeded',
          status: 403,
          details: { limit: 'rows', maximum: 3 },
        });
        expect(idsOf(await sut.query())).toEqual(['a']);
        await sut.put('a', { score: 2 });
        await sut.put('b', {});
        const small = limited({ maxBytes: 100 });
        await expect(small.put('c', { note: 'x'.repeat(100) })).rejects.toMatchObject({
          details: { limit: 'bytes' },
        });
      });
      await counting.close();
    });
  });

  describe('an operator', () => {
    it('purges documents with their entries, also while others are written', () =>
      as('7', async () => {
        for (const id of ['a', 'b', 'c']) await nudges.put(id, { score: 1, board: 'x' });
        const archive = new DocumentArchive(persistence, '7', []);
        for await (const count of archive.purge()) {
          if (count === 1) await nudges.put('b', { score: 2 });
          if (count === 3) await nudges.put('0', { score: 3, board: 'y' });
        }
        expect(idsOf(await nudges.query())).toEqual(['0']);
        expect(idsOf(await nudges.query({ index: 'score' }))).toEqual(['0']);
        expect(idsOf(await nudges.query({ index: 'board' }))).toEqual(['0']);
      }));
  });

  describe('an index that is added', () => {
    it('is refused until it is built; others work', () =>
      as('7', async () => {
        const old = new OldNudges(new CollectionStore(persistence, NO_STORAGE_LIMITS));
        await old.put('a', { score: 1, board: 'x', note: 'n' });
        const sut = await another();
        await expect(sut.query({ index: 'board' })).rejects.toMatchObject({
          code: 'collections.index_incomplete',
          status: 503,
          details: { collection: 'nudges', index: 'board' },
        });
        expect(idsOf(await sut.query({ index: 'score' }))).toEqual(['a']);
        // Writes maintain it, and remove the entries of the index that is no longer declared.
        await sut.put('a', { score: 2, board: 'y', note: 'n' });
        const keys = (await persistence.scan({ prefix: 'storage/7/x/', limit: 10 })).map(({ key }) => key);
        expect(keys.map((key) => key.split('/')[4])).toEqual(['board:text', 'score:number']);
        const again = new OldNudges(new CollectionStore(persistence, NO_STORAGE_LIMITS));
        await expect(again.query({ index: 'note' })).rejects.toMatchObject({ status: 503 });
      }));

    const reindexed = async (): Promise<ReindexProgress> => {
      let last: ReindexProgress | undefined;
      for await (const progress of new CollectionReindex(persistence, Nudges.declaration).run())
        last = progress;
      return last!;
    };

    it('is built for all accounts while documents change, and can be stopped and continued', async () => {
      const old = new OldNudges(new CollectionStore(persistence, NO_STORAGE_LIMITS));
      for (const account of ['7', '77', '8/x']) {
        await as(account, async () => {
          for (let n = 0; n < 30; n++) await old.put(`k${n}`, { score: n, board: `b${n % 5}`, note: 'n' });
        });
      }
      const sut = await another();
      for await (const { written } of new CollectionReindex(persistence, Nudges.declaration).run()) {
        expect(written).toBe(30);
        break;
      }
      await as('77', () => expect(sut.query({ index: 'board' })).rejects.toMatchObject({ status: 503 }));
      const changes = as('77', async () => {
        for (let n = 0; n < 30; n += 2) await sut.put(`k${n}`, { score: n, board: 'changed' });
        await sut.delete('k1');
      });
      const progress = await reindexed();
      await changes;
      expect(progress).toMatchObject({ skippedValues: 0 });
      expect(progress.written).toBeLessThanOrEqual(60);
      await as('77', async () => {
        const found = idsOf(await sut.query({ index: 'board', equals: 'changed' }));
        expect(found).toHaveLength(15);
        expect(idsOf(await sut.query({ index: 'board', limit: 100 }))).toHaveLength(29);
      });
      await as('8/x', async () =>
        expect(idsOf(await sut.query({ index: 'board', limit: 100 }))).toHaveLength(30),
      );
      // The entries of the index that is no longer declared are gone.
      const kept = await persistence.scan({ prefix: 'storage/', contains: 'note:text', limit: 10 });
      expect(kept).toEqual([]);
      expect(await reindexed()).toEqual({ seen: 89, written: 0, skippedValues: 0 });
    });

    it('does not contain a value of another type, which is counted', () =>
      as('7', async () => {
        const Texts = class extends collection<{ score?: string }>({
          name: 'nudges',
          indexes: { score: 'text' },
        }) {};
        const old = new Texts(new CollectionStore(persistence, NO_STORAGE_LIMITS));
        await old.put('a', { score: 'high' });
        await old.put('b', {});
        const sut = await another();
        await expect(sut.query({ index: 'score' })).rejects.toMatchObject({ status: 503 });
        expect(await reindexed()).toEqual({ seen: 2, written: 2, skippedValues: 1 });
        expect(idsOf(await sut.query({ index: 'score' }))).toEqual([]);
        expect(idsOf(await sut.query())).toEqual(['a', 'b']);
      }));
  });
}
