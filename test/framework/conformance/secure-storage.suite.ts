import fc from 'fast-check';
import { runAs, type CallerContext } from '../../../src/caller/index.js';
import {
  type SecureStorage,
  SecureStorageVersionConflictError,
  type SecureStorageCapabilities,
} from '../../../src/storage/index.js';
import {
  REFUSED_KEYS,
  REFUSED_VALUES,
  STORAGE_KEYS,
  STORAGE_VALUES,
  textOfJsonBytes,
} from './storage-hostile.js';
import { ALICE, asAlice, needs } from './storage.suite.js';

const MAX_BYTES = 6 * 1024 * 1024;
const WRITERS = 20;

/** One empty secure store, and any number of instances on it. */
export interface SecureStorageFixture {
  /** Another open instance on the same store. */
  instance(): Promise<SecureStorage>;
  /** Closes the instances and removes the store. */
  dispose(): Promise<void>;
}

/** What secure storage does on every store. Call it inside a `describe` of the store. */
export function secureStorageSuite(
  makeFixture: () => Promise<SecureStorageFixture>,
  capabilities: SecureStorageCapabilities,
): void {
  let fixture: SecureStorageFixture;
  let sut: SecureStorage;
  beforeEach(async () => {
    fixture = await makeFixture();
    sut = await fixture.instance();
  });
  afterEach(() => fixture.dispose());

  describe('values', () => valueCases(() => sut));
  describe('callers', () => callerCases(() => sut));
  describe('values of an account', () =>
    sharedCases(
      () => sut,
      () => fixture.instance(),
      capabilities,
    ));
  describe('accounts', () => accountCases(() => fixture.instance()));
  describe('versions', () =>
    versionCases(
      () => sut,
      () => fixture.instance(),
      capabilities,
    ));
}

function valueCases(sut: () => SecureStorage): void {
  it.each(STORAGE_VALUES)('returns %s unchanged', (_name, value) =>
    runAs(ALICE, async () => {
      await sut().put('a', value);
      const record = await sut().get('a');
      expect(record).toMatchObject({ key: 'a' });
      expect(record?.value).toEqual(value);
      expect(JSON.stringify(record?.value)).toBe(JSON.stringify(value));
    }),
  );

  it(
    'keeps a separate value for each hostile key',
    asAlice(async () => {
      for (const [index, key] of STORAGE_KEYS.entries()) await sut().put(key, index);
      for (const [index, key] of STORAGE_KEYS.entries()) {
        expect((await sut().get(key))?.value).toBe(index);
        expect(await sut().delete(key)).toBe(true);
        expect(await sut().get(key)).toBeUndefined();
      }
    }),
  );

  it.each(REFUSED_KEYS)('refuses %s as a key', (_name, key) =>
    runAs(ALICE, async () => {
      const problem = { code: 'secure-storage.invalid_input', status: 400, details: [{ field: 'key' }] };
      await expect(sut().put(key as string, 1)).rejects.toMatchObject(problem);
      await expect(sut().get(key as string)).rejects.toMatchObject(problem);
      await expect(sut().delete(key as string)).rejects.toMatchObject(problem);
    }),
  );

  it.each(REFUSED_VALUES)('refuses %s as a value and keeps the current one', (_name, value) =>
    runAs(ALICE, async () => {
      await sut().put('a', 'kept');
      await expect(sut().put('a', value)).rejects.toMatchObject({ details: [{ field: 'value' }] });
      expect((await sut().get('a'))?.value).toBe('kept');
    }),
  );

  it(
    'accepts a value of 6 MiB of JSON, but not one byte more',
    asAlice(async () => {
      const largest = textOfJsonBytes(MAX_BYTES);
      await sut().put('a', largest);
      expect((await sut().get('a'))?.value).toBe(largest);
      await expect(sut().put('a', textOfJsonBytes(MAX_BYTES + 1))).rejects.toMatchObject({ status: 413 });
    }),
  );
}

const id = fc.oneof(
  fc.constantFrom('1', '11', '1/1', '1%2F1', '/', '', '..'),
  fc.string({ unit: 'grapheme' }),
);
const address = fc.record({
  accountId: id,
  userId: id,
  key: fc.constantFrom('a', '1/a', '/a', '1/1/a', '%2Fa', '../a'),
});

function callerCases(sut: () => SecureStorage): void {
  const as = ({ accountId, userId }: { accountId: string; userId: string }): CallerContext => ({
    accountId,
    userId,
    kind: 'user',
  });

  it('isolates the values of different callers, for all names and keys', async () => {
    await fc.assert(
      fc.asyncProperty(address, address, async (mine, other) => {
        fc.pre(JSON.stringify(mine) !== JSON.stringify(other));
        await runAs(as(mine), () => sut().put(mine.key, 'mine'));
        expect(await runAs(as(other), () => sut().get(other.key))).toBeUndefined();
        expect(await runAs(as(other), () => sut().delete(other.key))).toBe(false);
        expect(await runAs(as(mine), () => sut().delete(mine.key))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('isolates callers whose names and keys look alike', async () => {
    const ids = ['1', '1/1', '1%2F1'];
    const addresses = ids.flatMap((accountId) =>
      ids.flatMap((userId) => ['a', '1/a', '1/1/a', '%2Fa'].map((key) => ({ accountId, userId, key }))),
    );
    for (const mine of addresses) await runAs(as(mine), () => sut().put(mine.key, mine));
    for (const mine of addresses) {
      expect((await runAs(as(mine), () => sut().get(mine.key)))?.value).toEqual(mine);
    }
  });

  it('fails without a caller', async () => {
    await expect(sut().get('a')).rejects.toThrow('No caller');
    await expect(sut().put('a', 1)).rejects.toThrow('No caller');
  });
}

function sharedCases(
  sut: () => SecureStorage,
  another: () => Promise<SecureStorage>,
  { compareAndSet }: SecureStorageCapabilities,
): void {
  const SHARED = { scope: 'account' } as const;
  const as = (caller: Partial<CallerContext>, work: () => Promise<unknown>): Promise<unknown> =>
    runAs({ accountId: '1', userId: '1', kind: 'user', ...caller }, work);
  const admin = (work: () => Promise<unknown>): Promise<unknown> => as({ role: 'admin' }, work);
  const valueOf = async (key: string): Promise<unknown> => (await sut().get(key, SHARED))?.value;
  const NOT_ALLOWED = { code: 'secure-storage.write_not_allowed', status: 403 };

  it('are seen by all its users and by no other account, and are apart from those of a user', async () => {
    await admin(async () => {
      expect(await sut().put('a', { token: 1 }, SHARED)).toMatchObject({ key: 'a', created: true });
      await sut().put('a', 'of the user');
      expect(await sut().get('a')).toMatchObject({ value: 'of the user' });
    });
    for (const role of ['admin', 'member', 'viewer', 'guest'] as const) {
      await as({ userId: '2', role }, async () => {
        expect(await valueOf('a')).toEqual({ token: 1 });
        expect(await sut().get('a')).toBeUndefined();
      });
    }
    for (const userId of ['@account', '%40account', '']) {
      await as({ userId }, async () => expect(await sut().get('a')).toBeUndefined());
    }
    for (const accountId of ['11', '1/@account', '']) {
      await as({ accountId, role: 'admin' }, async () => {
        expect(await valueOf('a')).toBeUndefined();
        expect(await sut().delete('a', SHARED)).toBe(false);
      });
    }
    await as({ userId: '2', role: 'admin' }, async () => {
      expect(await sut().delete('a', SHARED)).toBe(true);
      expect(await valueOf('a')).toBeUndefined();
    });
    await admin(async () => expect(await sut().get('a')).toBeDefined());
  });

  it('are written by admins, or by members too if they are of members', async () => {
    const member = { userId: '2', role: 'member' } as const;
    await as(member, () => expect(sut().put('a', 1, SHARED)).rejects.toMatchObject(NOT_ALLOWED));
    await admin(() => sut().put('a', 1, SHARED));
    await as(member, async () => {
      await expect(sut().put('a', 2, SHARED)).rejects.toMatchObject(NOT_ALLOWED);
      await expect(sut().put('a', 2, { ...SHARED, writers: 'members' })).rejects.toMatchObject(NOT_ALLOWED);
      await expect(sut().put('a', 2, { ...SHARED, version: 'other' })).rejects.toMatchObject(NOT_ALLOWED);
      await expect(sut().delete('a', SHARED)).rejects.toMatchObject(NOT_ALLOWED);
      expect(await valueOf('a')).toBe(1);
    });
    await admin(() => sut().put('a', 3, { ...SHARED, writers: 'members' }));
    await as(member, async () => {
      await sut().put('a', 4, SHARED);
      await expect(sut().put('a', 5, { ...SHARED, writers: 'admins' })).rejects.toMatchObject(NOT_ALLOWED);
      expect(await valueOf('a')).toBe(4);
    });
    await admin(() => sut().put('a', 6, { ...SHARED, writers: 'admins' }));
    await as(member, async () => {
      await expect(sut().delete('a', SHARED)).rejects.toMatchObject(NOT_ALLOWED);
      await sut().put('b', 1, { ...SHARED, writers: 'members' });
      expect(await sut().delete('b', SHARED)).toBe(true);
    });
  });

  it('are never written by viewers, guests and users without a role', async () => {
    await admin(() => sut().put('a', 1, { ...SHARED, writers: 'members' }));
    for (const caller of [
      { role: 'viewer' },
      { role: 'guest' },
      {},
      { kind: 'view', role: 'viewer' },
      { kind: 'view' },
    ] as const) {
      await as(caller, async () => {
        for (const writers of [undefined, 'members', 'admins'] as const) {
          await expect(sut().put('a', 2, { ...SHARED, writers })).rejects.toMatchObject(NOT_ALLOWED);
          await expect(sut().put('new', 2, { ...SHARED, writers })).rejects.toMatchObject(NOT_ALLOWED);
        }
        await expect(sut().delete('a', SHARED)).rejects.toMatchObject(NOT_ALLOWED);
        await expect(sut().delete('new', SHARED)).rejects.toMatchObject(NOT_ALLOWED);
        expect(await valueOf('a')).toBe(1);
        expect(await valueOf('new')).toBeUndefined();
      });
    }
  });

  it('are written by work of the app itself, and by a block as by a member', async () => {
    await as({ kind: 'event' }, () => sut().put('a', 1, SHARED));
    await as({ kind: 'job' }, () => sut().put('a', 2, SHARED));
    await as({ kind: 'block' }, async () => {
      await expect(sut().put('a', 3, SHARED)).rejects.toMatchObject(NOT_ALLOWED);
      await sut().put('b', 3, { ...SHARED, writers: 'members' });
    });
    await admin(async () => expect([await valueOf('a'), await valueOf('b')]).toEqual([2, 3]));
  });

  it.each<[object, string]>([
    [{ scope: 'team' }, 'scope'],
    [{ scope: 'account', writers: 'viewers' }, 'writers'],
    [{ writers: 'members' }, 'writers'],
    [{ scope: 'account', version: 7 }, 'version'],
  ])('are not written with %j', async (options, field) => {
    await admin(async () => {
      await expect(sut().put('a', 1, options)).rejects.toMatchObject({
        code: 'secure-storage.invalid_input',
        details: [{ field }],
      });
      expect(await valueOf('a')).toBeUndefined();
    });
  });

  needs(compareAndSet, 'compare-and-set')(
    'have versions, and keep the last of many writes on two instances',
    async () => {
      await admin(async () => {
        const other = await another();
        const { version } = await sut().put('a', 0, { ...SHARED, version: '' });
        await expect(sut().put('a', 1, { ...SHARED, version: '' })).rejects.toMatchObject({
          code: 'secure-storage.version_conflict',
          details: { currentVersion: version },
        });
        await Promise.all(
          Array.from({ length: 6 }, (_, n) => (n % 2 ? sut() : other).put('a', n + 1, SHARED)),
        );
        expect(await valueOf('a')).toBeGreaterThan(0);
        await expect(sut().delete('a', { ...SHARED, version })).rejects.toMatchObject({ status: 409 });
        const current = await sut().get('a', SHARED);
        await sut().put('a', 'at version', { ...SHARED, version: current?.version });
        expect(await valueOf('a')).toBe('at version');
      });
    },
  );
}

function accountCases(open: () => Promise<SecureStorage>): void {
  it('deletes all values of one account only, including those that another instance wrote', async () => {
    const [driver, other] = [await open(), await open()];
    const as = (accountId: string, userId: string): CallerContext => ({ accountId, userId, kind: 'user' });
    const write = (instance: SecureStorage, caller: CallerContext, key: string): Promise<unknown> =>
      runAs(caller, () => instance.put(key, key));
    for (let index = 0; index < 9; index++) await write(driver, as('1', `${index % 3}`), `key/${index}`);
    const job: CallerContext = { accountId: '1', userId: '1', kind: 'job' };
    await runAs(job, () => driver.put('shared', 1, { scope: 'account' }));
    await write(other, as('1', '9'), 'of another instance');
    for (const account of ['11', '1/1', '']) await write(driver, as(account, '1'), 'kept');
    await runAs(as('1', '0'), () => driver.delete('key/0'));

    expect(await other.deleteAccount('1')).toBe(10);
    expect(await other.deleteAccount('1')).toBe(0);
    expect(await runAs(as('1', '1'), () => driver.get('key/1'))).toBeUndefined();
    expect(await runAs(job, () => driver.get('shared', { scope: 'account' }))).toBeUndefined();
    for (const account of ['11', '1/1', '']) {
      expect(await runAs(as(account, '1'), () => driver.get('kept'))).toBeDefined();
    }
    // What is written after it is found again.
    await write(driver, as('1', '1'), 'key/1');
    expect(await driver.deleteAccount('1')).toBe(1);
  });
}

function versionCases(
  sut: () => SecureStorage,
  another: () => Promise<SecureStorage>,
  { compareAndSet }: SecureStorageCapabilities,
): void {
  const ifAble = needs(compareAndSet, 'compare-and-set');

  ifAble(
    'writes and deletes only at the current version',
    asAlice(async () => {
      const first = await sut().put('a', 1, { version: '' });
      expect(first.created).toBe(true);
      const second = await sut().put('a', 2, { version: first.version });
      expect(second.created).toBe(false);
      for (const version of ['', first.version, 'a\u0000']) {
        await expect(sut().put('a', 3, { version })).rejects.toMatchObject({
          code: 'secure-storage.version_conflict',
          details: { currentVersion: second.version },
        });
      }
      await expect(sut().delete('a', { version: first.version })).rejects.toThrow(
        SecureStorageVersionConflictError,
      );
      expect(await sut().get('a')).toEqual({ key: 'a', value: 2, version: second.version });
      expect(await sut().delete('a', { version: second.version })).toBe(true);
    }),
  );

  ifAble(
    'lets exactly one of many writers at the same version succeed, on two instances',
    asAlice(async () => {
      const other = await another();
      const { version } = await sut().put('a', 'start');
      const outcomes = await Promise.allSettled(
        Array.from({ length: WRITERS }, (_, writer) =>
          (writer % 2 === 0 ? sut() : other).put('a', writer, { version }),
        ),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }),
  );
}
