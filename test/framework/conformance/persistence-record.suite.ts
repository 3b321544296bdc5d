import { ifAble, type StoreUnderTest } from './persistence.suite.js';
import { HOSTILE_KEYS, HOSTILE_VALUES } from './hostile-text.js';

/** @param scan whether the driver can list its records */
export function recordCases(store: () => StoreUnderTest, scan: boolean): void {
  const withScan = ifAble(it, scan, 'scan');

  it('is empty at first', async () => {
    await expect(store().sut.get('absent')).resolves.toBeUndefined();
    await expect(store().sut.delete('absent')).resolves.toBe(false);
  });

  it('keeps a separate record for each hostile key', async () => {
    const { sut } = store();
    for (const [index, key] of HOSTILE_KEYS.entries()) await sut.upsert(key, `value ${index}`);
    for (const [index, key] of HOSTILE_KEYS.entries()) {
      expect(await sut.get(key)).toMatchObject({ key, value: `value ${index}` });
    }
    expect(await store().fixture.countRecords()).toBe(HOSTILE_KEYS.length);
  });

  it.each(HOSTILE_VALUES)('returns a value unchanged: %s', async (_name, value) => {
    await store().sut.upsert('key', value);
    const entry = await store().sut.get('key');
    expect(entry?.value === value).toBe(true);
  });

  it('keeps a value of 6 MB', async () => {
    const value = JSON.stringify('é'.repeat(3 * 1024 * 1024 - 1));
    await store().sut.upsert('key', value);
    const entry = await store().sut.get('key');
    expect(entry?.value === value).toBe(true);
  });

  it.each([
    ['an empty key', ''],
    ['a key that is too long', 'x'.repeat(2_049)],
    ['a key that is too long in UTF-8', '語'.repeat(683)],
    ['U+0000 in a key', 'a\u0000b'],
    ['a lone surrogate in a key', 'a\ud800b'],
  ])('refuses %s', async (_name, key) => {
    const refusal = { code: 'persistence.input_invalid' };
    await expect(store().sut.upsert(key, '1')).rejects.toMatchObject(refusal);
    await expect(store().sut.get(key)).rejects.toMatchObject(refusal);
    await expect(store().sut.delete(key)).rejects.toMatchObject(refusal);
    await expect(store().sut.increment(key, 1)).rejects.toMatchObject(refusal);
    expect(await store().fixture.countRecords()).toBe(0);
  });

  it('refuses a value that it could not return unchanged', async () => {
    await expect(store().sut.upsert('key', 'a\u0000b')).rejects.toMatchObject({ status: 400 });
    await expect(store().sut.upsert('key', '\udfff')).rejects.toMatchObject({ status: 400 });
    await expect(store().sut.get('key')).resolves.toBeUndefined();
  });

  it.each([0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER])(
    'refuses a ttl of %p seconds',
    async (ttlSeconds) => {
      await expect(store().sut.upsert('key', '1', { ttlSeconds })).rejects.toMatchObject({ status: 400 });
      await expect(store().sut.increment('key', 1, { ttlSeconds })).rejects.toMatchObject({ status: 400 });
    },
  );

  it('reports whether an upsert created the record', async () => {
    const { sut } = store();
    expect((await sut.upsert('key', '1')).created).toBe(true);
    expect((await sut.upsert('key', '2')).created).toBe(false);
    expect(await sut.delete('key')).toBe(true);
    expect((await sut.upsert('key', '3')).created).toBe(true);
  });

  it('never repeats a version of a key', async () => {
    const { sut } = store();
    const versions = new Set<string>();
    for (let round = 0; round < 10; round++) {
      versions.add((await sut.upsert('key', 'same')).version);
      versions.add((await sut.upsert('key', 'same')).version);
      await sut.delete('key');
    }
    await sut.increment('key', 1);
    versions.add((await sut.get('key'))?.version ?? '');
    expect(versions.size).toBe(21);
  });

  it('replaces only the expected version', async () => {
    const { sut } = store();
    const first = await sut.upsert('key', 'first', { version: null });
    const second = await sut.upsert('key', 'second', { version: first.version });
    const conflict = { code: 'persistence.conflict', status: 409, currentVersion: second.version };
    await expect(sut.upsert('key', 'x', { version: first.version })).rejects.toMatchObject(conflict);
    await expect(sut.upsert('key', 'x', { version: null })).rejects.toMatchObject(conflict);
    await expect(sut.delete('key', first.version)).rejects.toMatchObject(conflict);
    await expect(sut.get('key')).resolves.toEqual({ key: 'key', value: 'second', version: second.version });
    await expect(sut.delete('key', second.version)).resolves.toBe(true);
  });

  it('reports a conflict if a version is expected but there is no record', async () => {
    const { sut } = store();
    const conflict = { code: 'persistence.conflict', currentVersion: null };
    await expect(sut.upsert('key', 'x', { version: 'gone' })).rejects.toMatchObject(conflict);
    await expect(sut.delete('key', 'gone')).rejects.toMatchObject(conflict);
    await expect(sut.get('key')).resolves.toBeUndefined();
  });

  it('treats an expired record as absent immediately, in every method', async () => {
    const { sut, clock } = store();
    const { version } = await sut.upsert('key', '5', { ttlSeconds: 10 });
    clock.nowMs += 9_999;
    expect(await sut.get('key')).toMatchObject({ value: '5', expiresAt: clock.nowMs + 1 });
    clock.nowMs += 1;
    expect(await sut.get('key')).toBeUndefined();
    if (scan) {
      expect(await sut.scan({ prefix: '', limit: 10 })).toEqual([]);
      expect(await sut.scan({ prefix: '', limit: 10, contains: 'K' })).toEqual([]);
    }
    await expect(sut.upsert('key', 'x', { version: version })).rejects.toMatchObject({
      currentVersion: null,
    });
    await expect(sut.delete('key', version)).rejects.toMatchObject({ currentVersion: null });
    expect(await sut.increment('key', 1)).toBe(1);
    expect((await sut.get('key'))?.expiresAt).toBeUndefined();
  });

  it('creates a record in place of an expired one', async () => {
    const { sut, clock } = store();
    await sut.upsert('key', '5', { ttlSeconds: 1 });
    clock.nowMs += 1_000;
    expect(await sut.upsert('key', '6', { version: null })).toMatchObject({ created: true });
    expect(await sut.delete('key')).toBe(true);
    await sut.upsert('key', '5', { ttlSeconds: 1 });
    clock.nowMs += 1_000;
    expect(await sut.delete('key')).toBe(false);
  });

  it('clears an earlier ttl with an upsert, and keeps the first ttl with increments', async () => {
    const { sut, clock } = store();
    await sut.upsert('plain', '1', { ttlSeconds: 1 });
    await sut.upsert('plain', '2');
    await sut.increment('counter', 1, { ttlSeconds: 10 });
    await sut.increment('counter', 1, { ttlSeconds: 1_000 });
    expect((await sut.get('counter'))?.expiresAt).toBe(clock.nowMs + 10_000);
    clock.nowMs += 10_000;
    expect((await sut.get('plain'))?.value).toBe('2');
    expect(await sut.get('counter')).toBeUndefined();
    expect(await sut.increment('counter', 1, { ttlSeconds: 10 })).toBe(1);
  });

  withScan('removes expired records from the store in its sweep, and no others', async () => {
    const { sut, clock, fixture } = store();
    const operations = Array.from(
      { length: 450 },
      (_, n) => ({ type: 'upsert', key: `short/${n}`, value: '1', ttlSeconds: 5 }) as const,
    );
    await sut.batch(operations);
    await sut.upsert('long', '1', { ttlSeconds: 6 });
    await sut.upsert('lasting', '1');
    clock.nowMs += 5_000;
    await sut.sweep();
    expect(await fixture.countRecords()).toBe(2);
    expect(await sut.get('long')).toBeDefined();
    expect(await sut.get('lasting')).toBeDefined();
  });

  it('adds only to whole numbers', async () => {
    const { sut } = store();
    expect(await sut.increment('key', 5)).toBe(5);
    expect(await sut.increment('key', -7)).toBe(-2);
    expect((await sut.get('key'))?.value).toBe('-2');
    for (const value of [
      '"1"',
      '1.5',
      '1e3',
      '',
      ' 1',
      'null',
      '007',
      '9007199254740992',
      '99999999999999999999',
    ]) {
      await sut.upsert('other', value);
      await expect(sut.increment('other', 1)).rejects.toMatchObject({ code: 'persistence.not_a_number' });
      expect((await sut.get('other'))?.value).toBe(value);
    }
    await expect(sut.increment('key', 0.5)).rejects.toMatchObject({ status: 400 });
    await expect(sut.increment('key', 2 ** 53)).rejects.toMatchObject({ status: 400 });
  });

  it('refuses a sum that is not a safe integer', async () => {
    const { sut } = store();
    expect(await sut.increment('key', Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    await expect(sut.increment('key', 1)).rejects.toMatchObject({ code: 'persistence.not_a_number' });
    expect(await sut.increment('key', -1)).toBe(Number.MAX_SAFE_INTEGER - 1);
  });

  it('answers a ping', async () => {
    await expect(store().sut.ping()).resolves.toBeUndefined();
  });

  it('refuses every operation after close, and can be closed twice', async () => {
    const { sut } = store();
    await sut.close();
    await sut.close();
    const refusal = { code: 'persistence.unavailable', status: 503 };
    await expect(sut.get('key')).rejects.toMatchObject(refusal);
    await expect(sut.upsert('key', '1')).rejects.toMatchObject(refusal);
    await expect(sut.delete('key')).rejects.toMatchObject(refusal);
    await expect(sut.increment('key', 1)).rejects.toMatchObject(refusal);
    await expect(sut.scan({ prefix: '', limit: 1 })).rejects.toMatchObject(refusal);
    await expect(sut.batch([])).rejects.toMatchObject(refusal);
    await expect(sut.ping()).rejects.toMatchObject(refusal);
  });

  withScan('finishes a scan that was begun before close', async () => {
    const { sut } = store();
    const scanned = sut.scan({ prefix: '', limit: 5 });
    await sut.close();
    await expect(scanned).resolves.toEqual([]);
  });

  it('completes operations that began before close', async () => {
    const { sut, fixture } = store();
    const writes = Promise.all(Array.from({ length: 20 }, (_, n) => sut.upsert(`key/${n}`, '1')));
    await sut.close();
    expect(await fixture.countRecords()).toBe(20);
    await writes;
  });

  it('has all records after it is reopened', async () => {
    const { sut, fixture, clock } = store();
    const { version } = await sut.upsert('key', 'value', { ttlSeconds: 60 });
    await sut.increment('counter', 3);
    await sut.close();
    const reopened = fixture.instance({ clock });
    await reopened.open();
    expect(await reopened.get('key')).toMatchObject({ value: 'value', version });
    expect(await reopened.increment('counter', 1)).toBe(4);
    await reopened.close();
  });
}
