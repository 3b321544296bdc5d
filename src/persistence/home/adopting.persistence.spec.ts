import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { FakeClock } from 'monday-persistence/testing';
import { PersistenceUnavailableError, type Persistence } from 'monday-persistence';
import { runAs } from '../../caller/index.js';
import { MemoryVault } from '../../../test/framework/support/memory-vault.js';
import { type VaultValue } from '../vault/vault.client.js';
import { VaultPersistence } from '../vault/vault.persistence.js';
import { AdoptingPersistence } from './adopting.persistence.js';
import { decideHome, homeRecordIn } from './home-record.js';

const MARKER = 'persistence/adopted/7';

class StallingVault extends MemoryVault {
  reads = 0;
  /** Awaited before each read. */
  beforeRead: () => Promise<void> = () => Promise.resolve();

  override read = async (key: string): Promise<VaultValue | undefined> => {
    this.reads += 1;
    await this.beforeRead();
    return this.values.get(key);
  };
}

describe('a store that adopts records of version 0.1.0', () => {
  const clock = new FakeClock(1_000_000);
  let folder: string;
  let client: StallingVault;
  let vault: VaultPersistence;
  let store: SqlitePersistence;
  let logged: jest.SpyInstance;

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
    logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    folder = await mkdtemp(join(tmpdir(), 'adopting-'));
    store = new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, 'to.db'), clock });
    await store.open();
    await decideHome(store, 'document-db/default');
    client = new StallingVault();
    vault = new VaultPersistence({ vault: client, clock });
    await vault.open();
    const session = JSON.stringify({ accountId: '7', userId: '8' });
    await vault.upsert('auth/connection/7/8', 'tokens', { owner: '7' });
    await vault.upsert('auth/session/x', session, { owner: '7', ttlSeconds: 60 });
    await vault.upsert('auth/family/y', JSON.stringify({ subject: { accountId: '7' } }), { owner: '7' });
    await vault.upsert('account-data/lives/7', 'installed');
    await vault.upsert('auth/account/7', 'revoked');
    await vault.upsert('cron/nudge', 'due');
    await vault.upsert('secure-storage/7/8/x', 'secret', { owner: '7' });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await vault.close();
    await store.close();
    await rm(folder, { recursive: true });
  });

  /** One instance of the app. */
  const instance = (): AdoptingPersistence =>
    new AdoptingPersistence({
      documentDb: store,
      vault: () => Promise.resolve(vault),
      staying: ['secure-storage/'],
      clock,
    });
  const moved = async (): Promise<string[]> =>
    (await store.scan({ prefix: 'a', limit: 9 })).map(({ key }) => key);
  const failAfter = (reads: number): (() => Promise<void>) => {
    let left = reads;
    return () => ((left -= 1) < 0 ? Promise.reject(new Error('vault')) : Promise.resolve());
  };
  const ALL = [
    'account-data/lives/7',
    'auth/account/7',
    'auth/connection/7/8',
    'auth/family/y',
    'auth/session/x',
  ];

  it.each<[string, (store: Persistence) => Promise<unknown>]>([
    ['on its connection', (adopting) => adopting.get('auth/connection/7/1')],
    ['on its revocations', (adopting) => adopting.get('auth/account/7')],
    ['on its installation', (adopting) => adopting.update('account-data/lives/7', () => undefined)],
    ['on a mail', (adopting) => adopting.delete('mail/7/m')],
    ['on a trigger', (adopting) => adopting.scan({ prefix: 'monday/triggers/7/t/', limit: 1 })],
    ['of a session', (adopting) => adopting.get('auth/session/x')],
    ['of a refresh token', (adopting) => adopting.get('auth/family/y')],
    [
      'on its behalf',
      (adopting) => runAs({ accountId: '7', userId: '8', kind: 'job' }, () => adopting.get('x')),
    ],
    ['that writes with it as owner', (adopting) => adopting.upsert('x', '', { owner: '7' })],
    ['that counts with it as owner', (adopting) => adopting.increment('x', 1, { owner: '7' })],
    ['in a batch', (adopting) => adopting.batch([{ type: 'upsert', key: 'x', value: '', owner: '7' }])],
    ['that lists its records', (adopting) => adopting.scan({ prefix: 'x', limit: 1, owner: '7' })],
  ])('moves all records of an account before an operation %s', async (_name, operate) => {
    await operate(instance());
    expect(await moved()).toEqual(ALL);
    expect(await store.get('auth/connection/7/8')).toMatchObject({ value: 'tokens' });
    expect((await store.get('auth/session/x'))?.expiresAt).toBe(clock.now() + 60_000);
    expect(await store.get('secure-storage/7/8/x')).toBeUndefined();
    expect(await vault.get('auth/connection/7/8')).toBeDefined();
  });

  it('moves nothing for other accounts and for records without an account', async () => {
    const adopting = instance();
    await adopting.get('auth/connection/8/1');
    await adopting.scan({ prefix: 'mail/', limit: 1 });
    await adopting.increment('mail/rate/9/x', 1);
    expect(await adopting.get('auth/session/unknown')).toBeUndefined();
    expect(await moved()).toEqual([]);
    expect(logged).not.toHaveBeenCalled();
    expect(await homeRecordIn(store)).toBe('document-db/default');
  });

  it('reports once that it found records', async () => {
    await vault.upsert('auth/connection/9/8', '', { owner: '9' });
    await instance().get('auth/account/7');
    await instance().get('auth/account/9');
    expect(await homeRecordIn(store)).toBe('document-db/default-moved');
    const text = expect.stringContaining('persistence copy --from vault --to document-db') as string;
    expect(logged.mock.calls).toEqual([[{ event: 'persistence.vault_state_found' }, text]]);
  });

  it.each(['auth/session/x', 'auth/family/y', 'auth/connection/7/8'])(
    'does not bring back %s, which was deleted since, also in another instance',
    async (key) => {
      const first = instance();
      expect(await first.get(key)).toBeDefined();
      await first.delete(key);
      expect(await first.get(key)).toBeUndefined();
      expect(await instance().get(key)).toBeUndefined();
    },
  );

  it.each(['auth/session/x', 'auth/family/y'])(
    'ends %s before its account has moved, as a login of another account does',
    async (key) => {
      await instance().delete(key);
      expect(await instance().get(key)).toBeUndefined();
      expect(await moved()).toEqual(ALL.filter((other) => other !== key));
    },
  );

  it('ends a session that has moved before the rest of its account', async () => {
    client.beforeRead = failAfter(9);
    await expect(instance().get('auth/account/7')).rejects.toThrow('vault');
    expect(await store.get('auth/session/x')).toBeDefined();
    client.beforeRead = () => Promise.resolve();
    await instance().delete('auth/session/x');
    expect(await instance().get('auth/session/x')).toBeUndefined();
  });

  it('finds the state of a job, and keeps what a later run wrote', async () => {
    const found = await instance().get('cron/nudge');
    expect(found).toMatchObject({ value: 'due' });
    await instance().upsert('cron/nudge', 'later', { version: found?.version });
    expect(await instance().get('cron/nudge')).toMatchObject({ value: 'later' });
  });

  it('keeps a record that is newer, and moves the rest after an interruption', async () => {
    await store.upsert('auth/connection/7/8', 'newer');
    client.beforeRead = failAfter(9);
    await expect(instance().get('auth/account/7')).rejects.toThrow('vault');
    expect(await store.get(MARKER)).toBeUndefined();
    client.beforeRead = () => Promise.resolve();
    await instance().get('auth/account/7');
    expect(await moved()).toEqual(ALL);
    expect(await store.get('auth/connection/7/8')).toMatchObject({ value: 'newer' });
  });

  it('moves more records than fit into one transaction', async () => {
    // Fewer characters than the limit, and more bytes.
    const large = '€'.repeat(100_000);
    for (let number = 0; number < 25; number += 1) {
      await vault.upsert(`notes/${number}`, number < 3 ? large : 'small', { owner: '7' });
    }
    const batch = jest.spyOn(store, 'batch');
    await instance().get('auth/account/7');
    expect(await store.scan({ prefix: 'notes/', limit: 50 })).toHaveLength(25);
    const sizes = batch.mock.calls.map(([operations]) => operations.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(21);
    const bytes = batch.mock.calls.map(([operations]) => Buffer.byteLength(JSON.stringify(operations)));
    expect(Math.max(...bytes)).toBeLessThan(400_000);
  });

  it('moves the records once if two instances begin together, and both wait for it', async () => {
    const add = (): Promise<unknown> =>
      instance().update('auth/connection/7/8', (entry) => ({ value: `${entry?.value}+` }));
    await Promise.all([add(), add()]);
    expect(await store.get('auth/connection/7/8')).toMatchObject({ value: 'tokens++' });
  });

  it('writes nothing after another instance took over and a record was deleted', async () => {
    let release = (): void => undefined;
    const stalled = new Promise<void>((resolve) => (release = resolve));
    let reads = 0;
    // Stalls between the records and the marker.
    client.beforeRead = () => ((reads += 1) === 10 ? stalled : Promise.resolve());
    const slow = instance().get('auth/account/7');
    while (reads < 10) await new Promise(setImmediate);
    clock.advance(121_000);
    const other = instance();
    await other.get('auth/account/7');
    await other.delete('auth/account/7');
    release();
    await slow;
    expect(await store.get('auth/account/7')).toBeUndefined();
    expect(await store.get(MARKER)).toMatchObject({ value: 'done' });
  });

  it('leaves room in the queue of the vault, however many accounts begin together', async () => {
    let [waiting, most] = [0, 0];
    client.beforeRead = async () => {
      most = Math.max(most, (waiting += 1));
      await new Promise(setImmediate);
      waiting -= 1;
    };
    const adopting = instance();
    const accounts = Array.from({ length: 100 }, (_, number) => `auth/account/${number}`);
    await Promise.all(accounts.map((key) => adopting.get(key)));
    expect(most).toBeLessThanOrEqual(32);
    expect(await store.scan({ prefix: 'persistence/adopted/', limit: 200 })).toHaveLength(100);
  });

  it.each([
    ['an account', 'auth/connection/7/8'],
    ['a session', 'auth/session/x'],
  ])('answers that %s is not available if that takes too long, and goes on', async (_name, key) => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      let release = (): void => undefined;
      const stalled = new Promise<void>((resolve) => (release = resolve));
      client.beforeRead = () => stalled;
      const adopting = instance();
      const found = adopting.get(key).catch((error: unknown) => error);
      while (client.reads === 0 || jest.getTimerCount() === 0) await new Promise(setImmediate);
      jest.advanceTimersByTime(8_001);
      expect(await found).toBeInstanceOf(PersistenceUnavailableError);
      release();
      expect(await adopting.get(key)).toBeDefined();
    } finally {
      jest.useRealTimers();
    }
  });

  it('reads six values of the vault for an account without records, once', async () => {
    client.reads = 0;
    await instance().get('auth/connection/8/1');
    expect(client.reads).toBe(6);
    await instance().get('auth/connection/8/1');
    expect(client.reads).toBe(6);
  });
});
