import { type StoreUnderTest } from './persistence.suite.js';

/** @param largest how many records one batch writes */
export function batchCases(store: () => StoreUnderTest, largest: number): void {
  it('applies all operations in their order and gives each its result', async () => {
    const { sut } = store();
    const results = await sut.batch([
      { type: 'upsert', key: 'a', value: '1' },
      { type: 'increment', key: 'a', by: 4 },
      { type: 'upsert', key: 'b', value: 'x', version: null, ttlSeconds: 5 },
      { type: 'delete', key: 'b' },
      { type: 'delete', key: 'b' },
      { type: 'upsert', key: 'a', value: '2' },
    ]);
    expect(results).toEqual([
      { type: 'upsert', version: expect.any(String) as string, created: true },
      { type: 'increment', value: 5 },
      { type: 'upsert', version: expect.any(String) as string, created: true },
      { type: 'delete', deleted: true },
      { type: 'delete', deleted: false },
      { type: 'upsert', version: expect.any(String) as string, created: false },
    ]);
    const last = results.at(-1);
    expect(await sut.get('a')).toEqual({
      key: 'a',
      value: '2',
      version: last?.type === 'upsert' && last.version,
    });
    expect(await sut.get('b')).toBeUndefined();
  });

  it('does nothing for an empty list', async () => {
    await expect(store().sut.batch([])).resolves.toEqual([]);
  });

  it('reads the earlier writes of the same batch', async () => {
    const { sut } = store();
    const batch = sut.batch([
      { type: 'upsert', key: 'a', value: '1' },
      { type: 'upsert', key: 'a', value: '2', version: null },
    ]);
    await expect(batch).rejects.toMatchObject({ code: 'persistence.conflict', key: 'a', index: 1 });
    expect(await sut.get('a')).toBeUndefined();
  });

  it.each([
    ['a conflict', { type: 'upsert', key: 'there', value: 'x', version: null }, 'persistence.conflict'],
    ['a missing version', { type: 'delete', key: 'nowhere', version: 'v' }, 'persistence.conflict'],
    ['no number', { type: 'increment', key: 'there', by: 1 }, 'persistence.not_a_number'],
    ['bad input', { type: 'upsert', key: 'bad\u0000', value: '1' }, 'persistence.input_invalid'],
  ] as const)('writes none of it after %s', async (_name, refused, code) => {
    const { sut, fixture } = store();
    const before = await sut.upsert('there', 'text');
    await sut.upsert('gone', '1');
    const batch = sut.batch([
      { type: 'upsert', key: 'new', value: '1' },
      { type: 'delete', key: 'gone' },
      { type: 'increment', key: 'counter', by: 1 },
      refused,
      { type: 'upsert', key: 'later', value: '1' },
    ]);
    await expect(batch).rejects.toMatchObject({ code });
    expect(await fixture.countRecords()).toBe(2);
    expect(await sut.get('gone')).toMatchObject({ value: '1' });
    expect(await sut.get('there')).toMatchObject({ value: 'text', version: before.version });
  });

  it('does not affect concurrent batches when it is refused', async () => {
    const { sut, fixture } = store();
    const outcomes = await Promise.allSettled([
      sut.upsert('before', '1'),
      sut.batch([
        { type: 'upsert', key: 'undone', value: '1' },
        { type: 'upsert', key: 'undone', value: '2', version: 'never' },
      ]),
      sut.upsert('refused', '1', { version: 'never' }),
      sut.upsert('after', '1'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await fixture.countRecords()).toBe(2);
    expect(await sut.get('before')).toBeDefined();
    expect(await sut.get('after')).toBeDefined();
  });

  it(`writes a batch of ${largest} records`, async () => {
    const { sut, fixture } = store();
    await sut.batch(
      Array.from(
        { length: largest },
        (_, n) => ({ type: 'upsert', key: `key/${n}`, value: `${n}` }) as const,
      ),
    );
    expect(await fixture.countRecords()).toBe(largest);
    expect((await sut.get(`key/${largest - 1}`))?.value).toBe(`${largest - 1}`);
  });
}
