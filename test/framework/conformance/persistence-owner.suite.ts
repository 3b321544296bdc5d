import { type StoreUnderTest } from './persistence.suite.js';

/** Records that are written as an owner's, on every driver: their keys begin with the owner, as one must do anyway. */
export function ownerCases(store: () => StoreUnderTest): void {
  const keysOf = async (
    owner: string,
    options: { after?: string; before?: string; descending?: boolean; limit?: number } = {},
  ): Promise<string[]> => {
    const found = await store().sut.scan({ limit: 100, ...options, prefix: `x/${owner}/`, owner });
    return found.map(({ key }) => key);
  };

  it('are found by their owner, on every instance', async () => {
    const { sut, another } = store();
    await sut.batch([
      { type: 'upsert', key: 'x/1/b', value: 'text', owner: '1' },
      { type: 'increment', key: 'x/1/a', by: 2, owner: '1' },
      { type: 'upsert', key: 'x/2/a', value: '', owner: '2' },
    ]);
    const other = await another();
    await other.upsert('x/1/c', '', { owner: '1' });
    const scan = { prefix: 'x/1/', limit: 10, owner: '1' };
    const values = async (): Promise<object[]> =>
      (await other.scan(scan)).map(({ key, value }) => ({ [key]: value }));
    expect(await values()).toEqual([{ 'x/1/a': '2' }, { 'x/1/b': 'text' }, { 'x/1/c': '' }]);
  });

  it('are found page by page, in byte order', async () => {
    const { sut } = store();
    const keys = ['x/1/\ud7ff', 'x/1/a', 'x/1/\u{10ffff}', 'x/1/A', 'x/1/\ue000'];
    for (const key of keys) await sut.upsert(key, '', { owner: '1' });
    const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(await keysOf('1', { limit: 3 })).toEqual(sorted.slice(0, 3));
    expect(await keysOf('1', { after: sorted[2] })).toEqual(sorted.slice(3));
    expect(await keysOf('1', { before: sorted[3], limit: 2, descending: true })).toEqual([
      sorted[2],
      sorted[1],
    ]);
  });

  it('are not found after a delete or an expiry, and are found again after a new write', async () => {
    const { sut, clock } = store();
    await sut.upsert('x/1/a', '', { owner: '1' });
    await sut.upsert('x/1/b', '', { owner: '1', ttlSeconds: 5 });
    await sut.delete('x/1/a');
    clock.nowMs += 5_000;
    expect(await keysOf('1')).toEqual([]);
    await sut.upsert('x/1/a', '', { owner: '1' });
    await sut.upsert('x/1/b', '', { owner: '1' });
    expect(await keysOf('1')).toEqual(['x/1/a', 'x/1/b']);
  });
}
