import { type StoreUnderTest } from './persistence.suite.js';

/** @param largest how many records one batch writes */
export function batchCases(store: () => StoreUnderTest, largest: number): void {
  it('applies all operations in their order and gives each its result', async () => {
    const { sut } = store();
    const results = await sut.batch([
      { type: 'put', key: 'a', value: '1' },
      { type: 'increment', key: 'a', by: 4 },
      { type: 'put', key: 'b', value: 'x', expected: null, ttlSeconds: 5 },
      { type: 'delete', key: 'b' },
      { type: 'delete', key: 'b' },
      { type: 'put', key: 'a', value: '2' },
    ]);
    expect(results).toEqual([
      { type: 'put', version: expect.any(String) as string, created: true },
      { type: 'increment', value: 5 },
      { type: 'put', version: expect.any(String) as string, created: true },
      { type: 'delete', deleted: true },
      { type: 'delete', deleted: false },
      { type: 'put', version: expect.any(String) as string, created: false },
    ]);
    const last = results.at(-1);
    expect(await sut.get('a')).toEqual({
      key: 'a',
      value: '2',
      version: last?.type === 'put' && last.version,
    });
    expect(await sut.get('b')).toBeUndefined();
  });

  it('does nothing for an empty list', async () => {
    await expect(store().sut.batch([])).resolves.toEqual([]);
  });

  it('sees within the batch what the batch wrote', async () => {
    const { sut } = store();
    const batch = sut.batch([
      { type: 'put', key: 'a', value: '1' },
      { type: 'put', key: 'a', value: '2', expected: null },
    ]);
    await expect(batch).rejects.toMatchObject({ code: 'persistence.conflict', key: 'a', index: 1 });
    expect(await sut.get('a')).toBeUndefined();
  });

  it.each([
    ['a conflict', { type: 'put', key: 'there', value: 'x', expected: null }, 'persistence.conflict'],
    ['a missing version', { type: 'delete', key: 'nowhere', expected: 'v' }, 'persistence.conflict'],
    ['no number', { type: 'increment', key: 'there', by: 1 }, 'persistence.not_a_number'],
    ['bad input', { type: 'put', key: 'bad\u0000', value: '1' }, 'persistence.input_invalid'],
  ] as const)('writes none of it after %s', async (_name, refused, code) => {
    const { sut, fixture } = store();
    const before = await sut.put('there', 'text');
    await sut.put('gone', '1');
    const batch = sut.batch([
      { type: 'put', key: 'new', value: '1' },
      { type: 'delete', key: 'gone' },
      { type: 'increment', key: 'counter', by: 1 },
      refused,
      { type: 'put', key: 'later', value: '1' },
    ]);
    await expect(batch).rejects.toMatchObject({ code });
    expect(await fixture.countRecords()).toBe(2);
    expect(await sut.get('gone')).toMatchObject({ value: '1' });
    expect(await sut.get('there')).toMatchObject({ value: 'text', version: before.version });
  });

  it('leaves its neighbours alone when it is refused', async () => {
    const { sut, fixture } = store();
    const outcomes = await Promise.allSettled([
      sut.put('before', '1'),
      sut.batch([
        { type: 'put', key: 'undone', value: '1' },
        { type: 'put', key: 'undone', value: '2', expected: 'never' },
      ]),
      sut.put('refused', '1', { expected: 'never' }),
      sut.put('after', '1'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await fixture.countRecords()).toBe(2);
    expect(await sut.get('before')).toBeDefined();
    expect(await sut.get('after')).toBeDefined();
  });

  it(`writes a batch of ${largest} records`, async () => {
    const { sut, fixture } = store();
    await sut.batch(
      Array.from({ length: largest }, (_, n) => ({ type: 'put', key: `key/${n}`, value: `${n}` }) as const),
    );
    expect(await fixture.countRecords()).toBe(largest);
    expect((await sut.get(`key/${largest - 1}`))?.value).toBe(`${largest - 1}`);
  });
}
