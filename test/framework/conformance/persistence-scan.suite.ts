import { type Persistence, type ScanOptions } from '../../../src/persistence/index.js';
import { HOSTILE_KEYS } from './hostile-text.js';
import { type StoreUnderTest } from './persistence.suite.js';

export function scanCases(store: () => StoreUnderTest): void {
  it('returns complete entries', async () => {
    const { sut, clock } = store();
    const { version } = await sut.upsert('a', 'value', { ttlSeconds: 5 });
    const [entry] = await sut.scan({ prefix: '', limit: 1 });
    expect(entry).toEqual({ key: 'a', value: 'value', version, expiresAt: clock.nowMs + 5_000 });
  });

  it('orders keys by their UTF-8 bytes', async () => {
    const { sut } = store();
    await fill(sut, HOSTILE_KEYS);
    const sorted = [...HOSTILE_KEYS].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(await keysOf(sut, { prefix: '', limit: 1_000 })).toEqual(sorted);
    expect(await walk(sut, '', 7)).toEqual(sorted);
  });

  it('finds exactly the keys with the prefix', async () => {
    const { sut } = store();
    await fill(sut, [
      'a',
      'a/',
      'a/b',
      'a/\u{10ffff}',
      'a0',
      'A/b',
      'b',
      'a%',
      'a_b',
      '\u{10ffff}',
      '\u{10ffff}x',
      '\ud7ff',
      '\ue000',
    ]);
    expect(await keysOf(sut, { prefix: 'a/', limit: 100 })).toEqual(['a/', 'a/b', 'a/\u{10ffff}']);
    expect(await keysOf(sut, { prefix: 'a%', limit: 100 })).toEqual(['a%']);
    expect(await keysOf(sut, { prefix: 'a_', limit: 100 })).toEqual(['a_b']);
    expect(await keysOf(sut, { prefix: '\u{10ffff}', limit: 100 })).toEqual(['\u{10ffff}', '\u{10ffff}x']);
    expect(await keysOf(sut, { prefix: '\ud7ff', limit: 100 })).toEqual(['\ud7ff']);
    expect(await keysOf(sut, { prefix: 'none', limit: 100 })).toEqual([]);
  });

  it('starts after the given key, whether it exists or not', async () => {
    const { sut } = store();
    await fill(sut, ['p/a', 'p/aa', 'p/b', 'p/c', 'q']);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, after: 'p/a' })).toEqual(['p/aa', 'p/b', 'p/c']);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, after: 'p/ab' })).toEqual(['p/b', 'p/c']);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, after: 'a' })).toHaveLength(4);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, after: 'p/c' })).toEqual([]);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, after: 'z' })).toEqual([]);
    expect(await keysOf(sut, { prefix: 'p/', limit: 2, after: '' })).toEqual(['p/a', 'p/aa']);
  });

  it('ends before the given key, whether it exists or not', async () => {
    const { sut } = store();
    await fill(sut, ['p/a', 'p/aa', 'p/b', 'p/c', 'q']);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, before: 'p/b' })).toEqual(['p/a', 'p/aa']);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, before: 'p/ab' })).toEqual(['p/a', 'p/aa']);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, before: 'z' })).toHaveLength(4);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, before: 'a' })).toEqual([]);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, after: 'p/a', before: 'p/c' })).toEqual([
      'p/aa',
      'p/b',
    ]);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, after: 'p/c', before: 'p/a' })).toEqual([]);
    expect(await keysOf(sut, { prefix: 'p/', limit: 10, before: 'p/c', contains: 'A' })).toEqual([
      'p/a',
      'p/aa',
    ]);
  });

  it('returns the records in reverse, with the same ends and limits', async () => {
    const { sut } = store();
    await fill(sut, HOSTILE_KEYS);
    const sorted = [...HOSTILE_KEYS].sort((a, b) => Buffer.compare(Buffer.from(b), Buffer.from(a)));
    expect(await keysOf(sut, { prefix: '', limit: 1_000, descending: true })).toEqual(sorted);
    const pages = await pagesOf(sut, { prefix: '', limit: 7, descending: true });
    expect(pages.flat()).toEqual(sorted);
    const [first, second, third] = sorted;
    expect(await keysOf(sut, { prefix: '', limit: 2, before: first, descending: true })).toEqual([
      second,
      third,
    ]);
    expect(await keysOf(sut, { prefix: '', limit: 9, after: third, descending: true })).toEqual([
      first,
      second,
    ]);
    const sized = { prefix: '', limit: 9, maxBytes: 2, descending: true };
    expect(await keysOf(sut, sized)).toEqual([first, second]);
    expect(await keysOf(sut, { ...sized, before: second, after: third })).toEqual([]);
  });

  it('refuses a search in reverse', async () => {
    const search = { prefix: '', limit: 1, contains: 'a', descending: true };
    await expect(store().sut.scan(search)).rejects.toMatchObject({ status: 400 });
  });

  it('stops at the limit, and refuses an invalid one', async () => {
    const { sut } = store();
    await fill(sut, ['a', 'b', 'c']);
    expect(await keysOf(sut, { prefix: '', limit: 2 })).toEqual(['a', 'b']);
    for (const limit of [0, -1, 1.5]) {
      await expect(sut.scan({ prefix: '', limit })).rejects.toMatchObject({ status: 400 });
    }
  });

  it.each([undefined, 'K'])(
    'ends a page when its values reach the maximum size, with the term %s',
    async (contains) => {
      const { sut } = store();
      for (const [index, value] of ['é', 'aaa', 'b', 'cccccccc', 'd'].entries())
        await sut.upsert(`k${index}`, value);
      const keys = (after: string | undefined, maxBytes: number, limit = 10): Promise<string[]> =>
        keysOf(sut, { prefix: '', after, limit, maxBytes, contains });
      expect(await keys(undefined, 1)).toEqual(['k0']);
      expect(await keys(undefined, 2)).toEqual(['k0']);
      expect(await keys(undefined, 3)).toEqual(['k0', 'k1']);
      expect(await keys('k1', 2)).toEqual(['k2', 'k3']);
      expect(await keys('k1', 100)).toEqual(['k2', 'k3', 'k4']);
      expect(await keys(undefined, 100, 2)).toEqual(['k0', 'k1']);
    },
  );

  it("searches for a term in the key after the prefix, both converted by JavaScript's toLowerCase", async () => {
    const { sut } = store();
    const keys = [
      'x/Straße',
      'x/STRASSE',
      'x/ΟΔΟΣ',
      'x/οδος',
      'x/İstanbul',
      'x/\u212aelvin',
      'x/100%',
      'x/under_score',
      'x/plain',
      'x/\u{1f600}!',
    ];
    await fill(sut, keys);
    const find = async (contains: string) =>
      new Set(await keysOf(sut, { prefix: 'x/', limit: 100, contains }));
    for (const term of [
      'straße',
      'STRASS',
      'ss',
      'Σ',
      'ς',
      'δο',
      'i\u0307st',
      'İ',
      'i',
      'k',
      'K',
      '%',
      '_',
      'x/',
      '/',
      'AI',
      '\u{1f600}',
      '',
      'none',
    ]) {
      const expected = keys.filter((key) => key.slice(2).toLowerCase().includes(term.toLowerCase()));
      expect([term, await find(term)]).toEqual([term, new Set(expected)]);
    }
  });

  it('pages through the matches of a term', async () => {
    const { sut } = store();
    const keys = Array.from(
      { length: 700 },
      (_, n) => `s/${String(n).padStart(4, '0')}-${n % 3 === 0 ? 'Fizz' : 'none'}`,
    );
    await fill(sut, keys);
    const expected = keys.filter((key) => key.endsWith('Fizz'));
    expect(await walk(sut, 's/', 50, 'fIZZ')).toEqual(expected);
    expect(await keysOf(sut, { prefix: 's/', limit: 1_000, contains: 'fizz' })).toEqual(expected);
  });

  it('returns all records in pages, also if the values end a page early', async () => {
    const { sut } = store();
    await fill(sut, ['p/a', 'p/b', 'p/c', 'p/d', 'q']);
    expect(await pagesOf(sut, { prefix: 'p/', limit: 3 })).toEqual([['p/a', 'p/b', 'p/c'], ['p/d']]);
    expect(await pagesOf(sut, { prefix: 'p/', limit: 4 })).toEqual([['p/a', 'p/b', 'p/c', 'p/d']]);
    expect(await pagesOf(sut, { prefix: 'p/', limit: 4, after: 'p/b' })).toEqual([['p/c', 'p/d']]);
    expect(await pagesOf(sut, { prefix: 'p/', limit: 9, maxBytes: 1 })).toHaveLength(4);
    expect(await pagesOf(sut, { prefix: 'none', limit: 4 })).toEqual([]);
  });

  it('neither skips nor repeats a key that exists all the time, while others are added and deleted', async () => {
    const { sut, another } = store();
    const other = await another();
    const lasting = Array.from({ length: 60 }, (_, n) => `w/${String(n * 2).padStart(4, '0')}`);
    await fill(sut, lasting);
    const seen: string[] = [];
    for (let after: string | undefined = '', page = 0; after !== undefined; page++) {
      const [keys]: [string[], ...unknown[]] = await Promise.all([
        keysOf(sut, { prefix: 'w/', limit: 7, after }),
        other.upsert(`w/${String(page * 2 + 1).padStart(4, '0')}`, 'new'),
        other.upsert(`w/${String(118 - page * 2)}`.padEnd(8, '!'), 'new'),
        other.upsert(lasting[page] ?? 'w/0000', 'changed'),
        other.delete(`w/${String((page - 2) * 2 + 1).padStart(4, '0')}`),
      ]);
      seen.push(...keys);
      after = keys.at(-1);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((key) => lasting.includes(key))).toEqual(lasting);
  });

  it('skips long runs of expired keys and of other keys', async () => {
    const { sut, clock } = store();
    const expiring = Array.from(
      { length: 600 },
      (_, n) => ({ type: 'upsert', key: `e/${n}`, value: '1', ttlSeconds: 1 }) as const,
    );
    await sut.batch(expiring);
    await sut.upsert('e/zzz', '1');
    clock.nowMs += 1_000;
    expect(await keysOf(sut, { prefix: 'e/', limit: 1 })).toEqual(['e/zzz']);
    expect(await keysOf(sut, { prefix: 'e/', limit: 1, contains: 'Z' })).toEqual(['e/zzz']);
  });
}

async function fill(sut: Persistence, keys: readonly string[]): Promise<void> {
  await sut.batch(keys.map((key) => ({ type: 'upsert', key, value: '1' }) as const));
}

async function keysOf(sut: Persistence, options: ScanOptions): Promise<string[]> {
  return (await sut.scan(options)).map(({ key }) => key);
}

async function pagesOf(sut: Persistence, options: ScanOptions): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const page of sut.pages(options)) pages.push(page.map(({ key }) => key));
  return pages;
}

/** All keys, page by page. */
async function walk(sut: Persistence, prefix: string, limit: number, contains?: string): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await keysOf(sut, { prefix, limit, after, contains });
    all.push(...page);
    after = page.at(-1);
  }
  return all;
}
