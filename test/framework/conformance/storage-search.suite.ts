import { runAs } from '../../../src/caller/index.js';
import {
  type SearchOptions,
  type SearchRecord,
  type StorageCapabilities,
  type StorageService,
} from '../../../src/storage/index.js';
import { STORAGE_KEYS, textOfJsonBytes } from './storage-hostile.js';
import { ALICE, asAlice, needs, type StorageUnderTest } from './storage.suite.js';

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** All pages of a search, one after another. */
export async function searchAll(sut: StorageService, options: SearchOptions = {}): Promise<SearchRecord[]> {
  const records: SearchRecord[] = [];
  let { cursor } = options;
  do {
    const page = await sut.search({ ...options, cursor });
    records.push(...page.records);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return records;
}

export function searchCases(store: () => StorageUnderTest, capabilities: StorageCapabilities): void {
  pageCases(store);

  it(
    'finds every hostile key once, in byte order',
    asAlice(async () => {
      const { sut } = store();
      for (const key of STORAGE_KEYS) await sut.upsert(key, key);
      const found = await searchAll(sut);
      expect(found.map(({ key }) => key)).toEqual([...STORAGE_KEYS].sort(byBytes));
      expect(found.every(({ key, value, shared }) => key === value && !shared)).toBe(true);
    }),
  );

  it.each([
    ['port', ['Import', 'PORT', 'report']],
    ['PORT', ['Import', 'PORT', 'report']],
    ['%', ['100%']],
    ['_', ['a_b']],
    ['straße', ['STRAßE']],
    ['ÉT', ['été']],
    ['nothing', []],
  ])('finds the keys that contain %j, ignoring case', (term, expected) =>
    runAs(ALICE, async () => {
      const { sut } = store();
      const keys = ['Import', 'PORT', 'report', '100%', 'a_b', 'axb', 'STRAßE', 'strasse', 'été'];
      for (const key of keys) await sut.upsert(key, 1);
      expect((await searchAll(sut, { term })).map(({ key }) => key)).toEqual(expected);
    }),
  );

  it(
    'matches only the key, not the rest of the stored key',
    asAlice(async () => {
      const { sut } = store();
      await sut.upsert('a', 'storage 1001');
      for (const term of ['storage', '1001', 'p/', '/']) {
        expect((await sut.search({ term })).records).toEqual([]);
      }
    }),
  );

  it(
    'finds shared and private rows, each once',
    asAlice(async () => {
      const { sut } = store();
      await sut.upsert('a', 1);
      await sut.upsert('a', 2, undefined, { shared: true });
      await sut.upsert('b', 3, undefined, { shared: true });
      const found = await searchAll(sut);
      expect(found.map(({ key, value, shared }) => [key, value, shared])).toEqual([
        ['a', 1, false],
        ['a', 2, true],
        ['b', 3, true],
      ]);
    }),
  );

  needs(capabilities.searchVersions, 'versions in search')(
    'finds only shared or only private rows if requested',
    asAlice(async () => {
      const { sut } = store();
      const written = await sut.upsert('a', 1);
      await sut.upsert('a', 2, undefined, { shared: true });
      expect((await sut.search({ shared: false })).records).toEqual([
        { key: 'a', value: 1, shared: false, version: written.version },
      ]);
      expect((await sut.search({ shared: true })).records).toMatchObject([{ value: 2, shared: true }]);
    }),
  );

  it.each([
    ['a letter', 'x'],
    ['JSON', 'eyJhIjoxfQ'],
    ['padding', 'cGE='],
    ['other characters', '!'],
    ['a key that storage refuses', 'cC4'],
    ['far too much', 'p'.repeat(5000)],
    ['nothing', ''],
  ])('refuses %s as a cursor', (_name, cursor) =>
    runAs(ALICE, async () => {
      await expect(store().sut.search({ cursor })).rejects.toMatchObject({
        status: 400,
        problems: [{ field: 'cursor' }],
      });
    }),
  );

  it.each([0, 101, 1.5, -1, NaN, '10'])('refuses %p as a limit', (limit) =>
    runAs(ALICE, async () => {
      const search = store().sut.search({ limit: limit as number });
      await expect(search).rejects.toMatchObject({ problems: [{ field: 'limit' }] });
    }),
  );
}

function pageCases(store: () => StorageUnderTest): void {
  for (const limit of [1, 2, 3, 100]) {
    it(
      `returns shared and private rows in pages of ${limit}`,
      asAlice(async () => {
        const { sut } = store();
        const keys = ['a', 'b', 'c', 'd', 'e'];
        for (const key of keys) await sut.upsert(key, 'p');
        for (const key of keys) await sut.upsert(key, 's', undefined, { shared: true });
        const found = await searchAll(sut, { limit });
        expect(found.map(({ key, value }) => `${key}${String(value)}`)).toEqual(
          keys.flatMap((key) => [`${key}p`, `${key}s`]),
        );
      }),
    );
  }

  it(
    'finds only what contains the term, also with the cursor of another search',
    asAlice(async () => {
      const { sut } = store();
      await sut.upsert('a', 'p');
      await sut.upsert('a', 's', undefined, { shared: true });
      const { cursor } = await sut.search({ limit: 1 });
      expect((await searchAll(sut, { term: 'b', cursor })).length).toBe(0);
    }),
  );

  it(
    'returns 50 records by default, and no cursor on the last page',
    asAlice(async () => {
      const { sut } = store();
      await Promise.all(Array.from({ length: 60 }, (_, index) => sut.upsert(`k${index}`, index)));
      const first = await sut.search();
      expect(first.records).toHaveLength(50);
      const second = await sut.search({ cursor: first.cursor });
      expect(second.records).toHaveLength(10);
      expect(second.cursor).toBeUndefined();
      expect((await sut.search({ limit: 60 })).cursor).toBeUndefined();
    }),
  );

  it(
    'ends a page early if its values are large',
    asAlice(async () => {
      const { sut } = store();
      const large = textOfJsonBytes(3 * 1024 * 1024);
      for (const key of ['a', 'b', 'c', 'd', 'e']) await sut.upsert(key, large);
      const first = await sut.search();
      expect(first.records.map(({ key }) => key)).toEqual(['a', 'b']);
      expect((await searchAll(sut)).map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e']);
    }),
  );

  it(
    'neither skips nor repeats a row that exists all the time, while others are added and deleted',
    asAlice(async () => {
      const { sut, another } = store();
      const other = await another();
      const steady = Array.from({ length: 40 }, (_, index) => `steady-${String(index).padStart(2, '0')}`);
      for (const key of steady) await sut.upsert(key, 1);
      const found: string[] = [];
      let cursor: string | undefined;
      let round = 0;
      do {
        const page = await sut.search({ limit: 7, cursor });
        found.push(...page.records.map(({ key }) => key));
        cursor = page.cursor;
        round += 1;
        const near = page.records.at(-1)?.key ?? '';
        await other.upsert(`${near}-new`, round);
        await other.upsert(`a-before-${round}`, round);
        await other.upsert(steady[round % steady.length] ?? '', round);
        if (round > 1) await other.delete(`a-before-${round - 1}`);
      } while (cursor !== undefined && round < 50);
      expect(found.filter((key) => steady.includes(key))).toEqual(steady);
      expect(new Set(found).size).toBe(found.length);
    }),
  );
}
