import { type Entry } from '../../../src/persistence/index.js';
import { type StoreUnderTest } from './persistence.suite.js';

const next = (current: Entry | undefined): string => String(Number(current?.value ?? '0') + 1);

export function updateCases(store: () => StoreUnderTest): void {
  it('writes the changed record, whether it existed or not', async () => {
    const { sut, clock } = store();
    const first = await sut.update('key', (current) => ({ value: next(current), beside: 'kept' }));
    expect(first).toMatchObject({ value: '1', beside: 'kept' });
    const second = await sut.update('key', (current) => ({ value: next(current), ttlSeconds: 10 }));
    const expiresAt = clock.nowMs + 10_000;
    expect(await sut.get('key')).toEqual({ key: 'key', value: '2', version: second.version, expiresAt });
    expect(second.version).not.toBe(first.version);
  });

  it('waits for a slow change', async () => {
    const { sut } = store();
    await sut.update('key', (current) => Promise.resolve({ value: next(current) }));
    expect((await sut.get('key'))?.value).toBe('1');
  });

  it('leaves the record unchanged if the change is undefined', async () => {
    const { sut } = store();
    const { version } = await sut.upsert('key', '1');
    expect(await sut.update('key', () => undefined)).toBeUndefined();
    expect(await sut.update('other', () => undefined)).toBeUndefined();
    expect(await sut.get('key')).toMatchObject({ value: '1', version });
    expect(await sut.get('other')).toBeUndefined();
  });

  it('deletes the record with null', async () => {
    const { sut } = store();
    await sut.upsert('key', '1');
    for (let round = 0; round < 2; round++) {
      expect(await sut.update('key', () => ({ value: null }))).toEqual({ value: null, version: null });
      expect(await sut.get('key')).toBeUndefined();
    }
  });

  it.each(['2', null])('writes other records with it: %s', async (value) => {
    const { sut } = store();
    await sut.upsert('key', '1');
    const others = [{ type: 'upsert', key: 'other', value: 'x' } as const];
    await sut.update('key', () => ({ value, others }));
    expect((await sut.get('key'))?.value).toBe(value ?? undefined);
    expect((await sut.get('other'))?.value).toBe('x');
  });

  it.each(['upsert', 'delete'])(
    'retries with the current record if another write came first: %s',
    async (type) => {
      const { sut, another } = store();
      const other = await another();
      await sut.upsert('key', '1');
      const seen: (string | undefined)[] = [];
      await sut.update('key', async (current) => {
        seen.push(current?.value);
        if (seen.length === 1) await (type === 'upsert' ? other.upsert('key', '5') : other.delete('key'));
        return { value: next(current) };
      });
      expect(seen).toEqual(['1', type === 'upsert' ? '5' : undefined]);
      expect((await sut.get('key'))?.value).toBe(type === 'upsert' ? '6' : '1');
    },
  );

  it('gives up after 20 attempts', async () => {
    const { sut } = store();
    let attempts = 0;
    const updated = sut.update('key', async () => {
      await sut.upsert('key', `theirs ${++attempts}`);
      return { value: 'mine' };
    });
    await expect(updated).rejects.toMatchObject({ code: 'persistence.conflict' });
    expect(attempts).toBe(20);
    expect((await sut.get('key'))?.value).toBe('theirs 20');
  });

  it('throws what the change throws, and writes nothing', async () => {
    const { sut } = store();
    const refuse = (): never => {
      throw new Error('refused');
    };
    await expect(sut.update('key', refuse)).rejects.toThrow('refused');
    expect(await sut.get('key')).toBeUndefined();
  });

  it('loses none of many concurrent changes', async () => {
    const { sut } = store();
    await Promise.all(
      Array.from({ length: 10 }, () => sut.update('key', (entry) => ({ value: next(entry) }))),
    );
    expect((await sut.get('key'))?.value).toBe('10');
  });
}
