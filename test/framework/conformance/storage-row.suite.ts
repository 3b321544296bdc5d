import { runAs } from '../../../src/caller/index.js';
import { JsonScanner } from '../../../src/json/index.js';
import {
  StorageInputError,
  StorageKeyNotFoundError,
  StorageUnsupportedError,
  StorageValueTooLargeError,
  type StorageCapabilities,
} from '../../../src/storage/index.js';
import { JsonValue } from '../../../src/storage/rules/index.js';
import {
  REFUSED_KEYS,
  REFUSED_VALUES,
  STORAGE_KEYS,
  STORAGE_VALUES,
  textOfJsonBytes,
} from './storage-hostile.js';
import { ALICE, asAlice, needs, type StorageUnderTest } from './storage.suite.js';

const MAX_BYTES = 6 * 1024 * 1024;
const MONTH_SECONDS = 30 * 24 * 60 * 60;

export function rowCases(store: () => StorageUnderTest, capabilities: StorageCapabilities): void {
  keyAndValueCases(store);
  limitCases(store);
  ttlCases(store);

  it(
    'finds nothing if nothing was written',
    asAlice(async () => {
      const { sut } = store();
      expect(await sut.get('missing')).toBeUndefined();
      await expect(sut.require('missing')).rejects.toThrow(StorageKeyNotFoundError);
    }),
  );

  it(
    'keeps the shared and the private row of a key separate',
    asAlice(async () => {
      const { sut } = store();
      await sut.upsert('a', 'private');
      await sut.upsert('a', 'shared', undefined, { shared: true });
      expect((await sut.get('a'))?.value).toBe('private');
      expect((await sut.get('a', { shared: true }))?.value).toBe('shared');
      await sut.delete('a', { shared: true });
      expect((await sut.get('a'))?.value).toBe('private');
      expect(await sut.get('a', { shared: true })).toBeUndefined();
    }),
  );

  needs(capabilities.reportsCreation, 'telling a creation')(
    'distinguishes a creation from a change',
    asAlice(async () => {
      const { sut } = store();
      expect(await sut.upsert('a', 1)).toMatchObject({ key: 'a', created: true });
      expect(await sut.upsert('a', 2)).toMatchObject({ key: 'a', created: false });
      await sut.delete('a');
      expect(await sut.upsert('a', 3)).toMatchObject({ created: true });
    }),
  );

  it(
    'deletes a row, and accepts a second delete',
    asAlice(async () => {
      const { sut } = store();
      await sut.upsert('a', 1);
      expect(await sut.delete('a')).toBe(true);
      expect(await sut.get('a')).toBeUndefined();
      expect(await sut.delete('a')).toBe(false);
    }),
  );

  it.each(['[9007199254740993]', '{"a":0.10000000000000000001}'])(
    'keeps the number in %s exact, or refuses it',
    (text) =>
      asAlice(async () => {
        const { sut } = store();
        const write = sut.upsert('exact', JsonValue.take(new JsonScanner(Buffer.from(text), 10)));
        if (!capabilities.exactNumbers) return expect(write).rejects.toThrow(StorageUnsupportedError);
        await write;
        expect((await sut.getText('exact'))?.text).toBe(text);
      })(),
  );

  it('fails without a caller', async () => {
    await expect(store().sut.get('a')).rejects.toThrow('No caller');
    await expect(store().sut.search()).rejects.toThrow('No caller');
  });

  it(
    'shows a write to another instance immediately',
    asAlice(async () => {
      const { sut, another } = store();
      await sut.upsert('a', 1);
      expect((await (await another()).get('a'))?.value).toBe(1);
    }),
  );
}

function keyAndValueCases(store: () => StorageUnderTest): void {
  it(
    'keeps a separate value for each hostile key',
    asAlice(async () => {
      const { sut } = store();
      for (const [index, key] of STORAGE_KEYS.entries()) await sut.upsert(key, index);
      for (const [index, key] of STORAGE_KEYS.entries()) {
        expect(await sut.get(key)).toMatchObject({ key, value: index });
      }
      for (const key of STORAGE_KEYS) expect(await sut.delete(key)).toBe(true);
    }),
  );

  it.each(STORAGE_VALUES)('returns %s unchanged', (_name, value) =>
    runAs(ALICE, async () => {
      const { sut } = store();
      await sut.upsert('a', value);
      const record = await sut.get('a');
      expect(record?.value).toEqual(value);
      expect(JSON.stringify(record?.value)).toBe(JSON.stringify(value));
    }),
  );

  it.each(REFUSED_KEYS)('refuses %s as a key', (_name, key) =>
    runAs(ALICE, async () => {
      const { sut } = store();
      const problem = { code: 'storage.invalid_input', status: 400, problems: [{ field: 'key' }] };
      await expect(sut.upsert(key as string, 1)).rejects.toMatchObject(problem);
      await expect(sut.get(key as string)).rejects.toMatchObject(problem);
      await expect(sut.delete(key as string)).rejects.toMatchObject(problem);
    }),
  );

  it.each(REFUSED_VALUES)('refuses %s as a value and keeps the current one', (_name, value) =>
    runAs(ALICE, async () => {
      const { sut } = store();
      await sut.upsert('a', 'kept');
      await expect(sut.upsert('a', value)).rejects.toMatchObject({ problems: [{ field: 'value' }] });
      expect((await sut.get('a'))?.value).toBe('kept');
    }),
  );
}

function limitCases(store: () => StorageUnderTest): void {
  it(
    'accepts a value of 6 MiB of JSON, but not one byte more',
    asAlice(async () => {
      const { sut } = store();
      const largest = textOfJsonBytes(MAX_BYTES);
      await sut.upsert('a', largest);
      expect((await sut.get('a'))?.value).toBe(largest);
      await expect(sut.upsert('a', textOfJsonBytes(MAX_BYTES + 1))).rejects.toThrow(
        StorageValueTooLargeError,
      );
      expect((await sut.get('a'))?.value).toBe(largest);
    }),
  );

  it(
    'measures a value in bytes of UTF-8, not in characters',
    asAlice(async () => {
      const text = '語'.repeat(MAX_BYTES / 3);
      await expect(store().sut.upsert('a', text)).rejects.toMatchObject({
        code: 'storage.value_too_large',
        status: 413,
      });
    }),
  );

  it.each([0, -1, 1.5, MONTH_SECONDS + 1, NaN, '5', null])('refuses a ttl of %p seconds', (ttlSeconds) =>
    runAs(ALICE, async () => {
      const write = store().sut.upsert('a', 1, undefined, { ttlSeconds: ttlSeconds as number });
      await expect(write).rejects.toThrow(StorageInputError);
      await expect(write).rejects.toMatchObject({ problems: [{ field: 'ttlSeconds' }] });
    }),
  );
}

function ttlCases(store: () => StorageUnderTest): void {
  it(
    'deletes a row when its ttl ends, and not before',
    asAlice(async () => {
      const { sut, fixture } = store();
      await sut.upsert('a', 1, undefined, { ttlSeconds: 10 });
      await sut.upsert('month', 1, undefined, { ttlSeconds: MONTH_SECONDS });
      fixture.advance(9);
      expect((await sut.get('a'))?.value).toBe(1);
      fixture.advance(1);
      expect(await sut.get('a')).toBeUndefined();
      expect(await sut.delete('a')).toBe(false);
      expect((await sut.search()).records.map(({ key }) => key)).toEqual(['month']);
    }),
  );

  it(
    'keeps a row that is written again without a ttl',
    asAlice(async () => {
      const { sut, fixture } = store();
      await sut.upsert('a', 1, undefined, { ttlSeconds: 10 });
      await sut.upsert('a', 2);
      fixture.advance(11);
      expect((await sut.get('a'))?.value).toBe(2);
    }),
  );
}
