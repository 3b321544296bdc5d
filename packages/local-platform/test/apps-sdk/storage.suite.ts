import { type Period as Periods, type Storage } from '@mondaycom/apps-sdk';

/** What an app with monday's SDK does with storage; the same whether `K_SERVICE` is set or not. */
export function storageSuite(
  setUp: () => Promise<{ storage: Storage; stranger: Storage; unknown: Storage; Period: typeof Periods }>,
): void {
  let storage: Storage;
  let stranger: Storage;
  let unknown: Storage;
  let Period: typeof Periods;
  beforeAll(async () => {
    ({ storage, stranger, unknown, Period } = await setUp());
  });

  it.each(['plain', 'folder/file', 'a//b', 'items', 'naïve key', 'counter', 'operations'])(
    'stores, reads and deletes %j, which it does not encode',
    async (key) => {
      const set = await storage.set(key, { of: key });
      expect(set).toEqual({ success: true, version: expect.any(String) as string });
      expect(await storage.get(key)).toEqual({ success: true, value: { of: key }, version: set.version });
      expect(await storage.get(key, { shared: true })).toEqual({ success: false, value: null });
      expect(await storage.delete(key)).toEqual({ success: true });
      expect(await storage.get(key)).toEqual({ success: false, value: null });
    },
  );

  it.each([0, false, '', [1, 'two'], { deep: { constructor: 1 } }])('gives %j back', async (value) => {
    await storage.set('value', value);
    expect((await storage.get('value')).value).toEqual(value);
  });

  it('separates shared data from the data of accounts', async () => {
    await storage.set('row', 'of the backend');
    await storage.set('row', 'shared', { shared: true });
    expect((await storage.get('row')).value).toBe('of the backend');
    expect((await storage.get('row', { shared: true })).value).toBe('shared');
    expect(await stranger.get('row')).toEqual({ success: false, value: null });
  });

  it('receives a version conflict', async () => {
    const first = await storage.set('cas', 1);
    const second = await storage.set('cas', 2, { previousVersion: first.version });
    expect(second.success).toBe(true);
    expect(await storage.set('cas', 3, { previousVersion: first.version })).toEqual({
      success: false,
      error: 'version conflict',
    });
    expect((await storage.get('cas')).value).toBe(2);
  });

  it('receives an error for a ttl that is too long', async () => {
    expect(await storage.set('brief', 1, { ttl: 60 })).toMatchObject({ success: true });
    expect(await storage.set('brief', 1, { ttl: 31 * 24 * 60 * 60 })).toMatchObject({ success: false });
  });

  it('finds keys by a part of them, in either case, page after page', async () => {
    for (let index = 0; index < 101; index += 1) await storage.set(`Needle-${index}`, index);
    const first = await storage.search('nEEdle');
    expect(first).toMatchObject({ success: true, cursor: expect.any(String) as string });
    const second = await storage.search('nEEdle', { cursor: first.cursor });
    const found = [...(first.records ?? []), ...(second.records ?? [])];
    expect(new Set(found.map(({ key }) => key)).size).toBe(101);
    expect(found[0]).toEqual({ key: 'Needle-0', value: 0, backendOnly: true });
    expect(second.cursor).toBeUndefined();
  });

  it('counts', async () => {
    const renewalDate = new Date('2026-01-31T00:00:00Z');
    const count = { kind: 'mails', incrementBy: 3, renewalDate };
    expect(await storage.incrementCounter(Period.MONTHLY, count)).toMatchObject({
      success: true,
      newCounterValue: 3,
    });
    expect(await storage.incrementCounter(Period.MONTHLY, count)).toMatchObject({ newCounterValue: 6 });
    expect(await storage.incrementCounter(Period.DAILY)).toMatchObject({ newCounterValue: 1 });
  });

  // What it makes of a 401 or a 413 is its own affair (docs/monday-platform.md#storage-api): nothing may be stored.
  it('stores nothing with a token that is not valid', async () => {
    await unknown.set('intruder', 1).catch(() => undefined);
    expect(await storage.get('intruder')).toEqual({ success: false, value: null });
  });
}
