import { runAs } from '../../../src/caller/index.js';
import {
  StorageUnsupportedError,
  StorageVersionConflictError,
  type StorageCapabilities,
} from '../../../src/storage/index.js';
import { ALICE, asAlice, needs, type StorageUnderTest } from './storage.suite.js';

const WRITERS = 20;
const ROUNDS = 5;

export function versionCases(store: () => StorageUnderTest, capabilities: StorageCapabilities): void {
  raceCases(store);
  deleteCases(store, capabilities);

  it(
    'writes only at the current version',
    asAlice(async () => {
      const { sut } = store();
      const first = await sut.upsert('a', 1);
      const second = await sut.upsert('a', 2, first.version);
      await expect(sut.upsert('a', 3, first.version)).rejects.toMatchObject({
        code: 'storage.version_conflict',
        status: 409,
        details: { currentVersion: second.version },
      });
      expect(await sut.get('a')).toEqual({ key: 'a', value: 2, version: second.version });
    }),
  );

  it(
    'reports null as the current version if there is no row',
    asAlice(async () => {
      const { sut } = store();
      await expect(sut.upsert('a', 1, 'x')).rejects.toMatchObject({ details: { currentVersion: null } });
      expect(await sut.get('a')).toBeUndefined();
    }),
  );

  it.each(['never given out', 'a\u0000b', '\ud800', '"', '語', '*', ' '])(
    'treats the version %j as one that does not exist',
    (version) =>
      runAs(ALICE, async () => {
        const { sut } = store();
        const { version: current } = await sut.upsert('a', 1);
        await expect(sut.upsert('a', 2, version)).rejects.toMatchObject({
          details: { currentVersion: current },
        });
        expect((await sut.get('a'))?.value).toBe(1);
      }),
  );

  needs(capabilities.createOnly, 'create-only writes')(
    'creates a row only if there is none',
    asAlice(async () => {
      const { sut, fixture } = store();
      const { version } = await sut.upsert('a', 1, '', { ttlSeconds: 5 });
      await expect(sut.upsert('a', 2, '')).rejects.toMatchObject({ details: { currentVersion: version } });
      fixture.advance(5);
      expect(await sut.upsert('a', 3, '')).toMatchObject({ created: true });
    }),
  );

  it(
    'never repeats a version, even after a delete or an expiry',
    asAlice(async () => {
      const { sut, fixture } = store();
      const versions: string[] = [];
      for (let round = 0; round < 5; round++) {
        versions.push((await sut.upsert('a', 'same', undefined, { ttlSeconds: 1 })).version);
        fixture.advance(1);
        versions.push((await sut.upsert('a', 'same')).version);
        versions.push((await sut.upsert('a', 'same')).version);
        await sut.delete('a');
      }
      expect(new Set(versions).size).toBe(versions.length);
      expect(versions.every((version) => /^[\x21\x23-\x7e]+$/.test(version))).toBe(true);
    }),
  );
}

function raceCases(store: () => StorageUnderTest): void {
  it(
    'lets exactly one of many writers at the same version succeed, on two instances',
    asAlice(async () => {
      const { sut, another } = store();
      const other = await another();
      let { version } = await sut.upsert('a', 'start');
      for (let round = 0; round < ROUNDS; round++) {
        const outcomes = await Promise.allSettled(
          Array.from({ length: WRITERS }, (_, writer) =>
            (writer % 2 === 0 ? sut : other).upsert('a', `${round}.${writer}`, version),
          ),
        );
        const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
        const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
        expect(won).toHaveLength(1);
        expect(lost.every(({ reason }) => reason instanceof StorageVersionConflictError)).toBe(true);
        version = won[0]?.value.version ?? '';
        expect((await other.get('a'))?.version).toBe(version);
      }
    }),
  );
}

function deleteCases(store: () => StorageUnderTest, { conditionalDelete }: StorageCapabilities): void {
  needs(conditionalDelete, 'deletes at a version')(
    'deletes only at the current version',
    asAlice(async () => {
      const { sut } = store();
      const { version } = await sut.upsert('a', 1);
      await expect(sut.delete('a', { version: 'other' })).rejects.toMatchObject({
        details: { currentVersion: version },
      });
      expect(await sut.delete('a', { version })).toBe(true);
      await expect(sut.delete('a', { version })).rejects.toMatchObject({ details: { currentVersion: null } });
    }),
  );

  // Without the ability, a plain delete in its place would delete what it should have kept.
  if (conditionalDelete) return;
  it(
    'reports that deleting at a version is not supported',
    asAlice(async () => {
      const { sut } = store();
      const { version } = await sut.upsert('a', 1);
      await expect(sut.delete('a', { version })).rejects.toThrow(StorageUnsupportedError);
      expect((await sut.get('a'))?.value).toBe(1);
    }),
  );
}
