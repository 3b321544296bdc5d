import { BoundedMap } from './bounded-map.js';
import { BoundedSet } from './bounded-set.js';

const keysOf = (map: BoundedMap<string, number>): string[] => Array.from(map.entries(), ([key]) => key);

describe('BoundedMap', () => {
  it('removes the entry that was set longest ago to make room', () => {
    const sut = new BoundedMap<string, number>({ capacity: 2 });
    sut.set('a', 1);
    sut.set('b', 2);
    sut.get('a');
    sut.set('c', 3);
    expect(keysOf(sut)).toEqual(['b', 'c']);
    expect([sut.get('a'), sut.get('b'), sut.get('c')]).toEqual([undefined, 2, 3]);
    expect(sut.size).toBe(2);
  });

  it('needs no room for a key that it has, and counts it as new', () => {
    const sut = new BoundedMap<string, number>({ capacity: 2 });
    for (const key of ['a', 'b', 'b']) sut.set(key, 1);
    expect(keysOf(sut)).toEqual(['a', 'b']);
    sut.set('a', 2);
    expect(keysOf(sut)).toEqual(['b', 'a']);
    expect(sut.get('a')).toBe(2);
  });

  it('keeps keys and values that are undefined or falsy', () => {
    const sut = new BoundedMap<unknown, unknown>({ capacity: 2 });
    sut.set(undefined, 0);
    sut.set('a', undefined);
    expect([sut.has(undefined), sut.has('a'), sut.has('b')]).toEqual([true, true, false]);
    sut.set('b', 1);
    expect(sut.has(undefined)).toBe(false);
  });

  it('keeps entries that may not make room, even beyond its capacity', () => {
    const mayEvict = (key: string, value: number): boolean => key !== 'busy' && value > 0;
    const sut = new BoundedMap<string, number>({ capacity: 2, mayEvict });
    for (const key of ['busy', 'a', 'b']) sut.set(key, 1);
    expect(keysOf(sut)).toEqual(['busy', 'b']);
    sut.set('b', 0);
    sut.set('c', 1);
    expect(keysOf(sut)).toEqual(['busy', 'b', 'c']);
    sut.set('d', 1);
    expect(keysOf(sut)).toEqual(['busy', 'b', 'd']);
  });

  it('removes deleted entries', () => {
    const sut = new BoundedMap<string, number>({ capacity: 2, ttlMs: 10, now: () => 0 });
    sut.set('a', 1);
    sut.set('b', 2);
    sut.delete('a');
    expect([sut.has('a'), sut.has('b')]).toEqual([false, true]);
    sut.clear();
    expect([sut.size, sut.has('b')]).toEqual([0, false]);
  });

  describe('with a time to live', () => {
    let now = 0;
    let sut: BoundedMap<string, number>;
    beforeEach(() => {
      now = 1_000;
      sut = new BoundedMap({ capacity: 2, ttlMs: 100, now: () => now });
      sut.set('a', 1);
    });

    it('has an entry for so long', () => {
      now = 1_099;
      expect([sut.get('a'), sut.has('a')]).toEqual([1, true]);
      now = 1_100;
      expect([sut.get('a'), sut.has('a')]).toEqual([undefined, false]);
    });

    it('begins anew when the entry is set again', () => {
      now = 1_099;
      sut.set('a', 2);
      now = 1_198;
      expect(sut.get('a')).toBe(2);
    });

    it('counts from an earlier moment if that is when the value was valid', () => {
      now = 1_080;
      sut.set('b', 2, 1_000);
      now = 1_100;
      expect(sut.get('b')).toBeUndefined();
    });

    it('does not trust an entry after the clock was set back', () => {
      now = 999;
      expect(sut.get('a')).toBeUndefined();
    });
  });
});

describe('BoundedSet', () => {
  it('remembers the items that were added last', () => {
    const sut = new BoundedSet<string>({ capacity: 2 });
    for (const item of ['a', 'b', 'a', 'c']) sut.add(item);
    expect([sut.has('a'), sut.has('b'), sut.has('c'), sut.size]).toEqual([true, false, true, 2]);
  });

  it('forgets an item after its time to live', () => {
    let now = 0;
    const sut = new BoundedSet<string>({ capacity: 2, ttlMs: 100, now: () => now });
    sut.add('a');
    now = 100;
    expect(sut.has('a')).toBe(false);
  });
});
