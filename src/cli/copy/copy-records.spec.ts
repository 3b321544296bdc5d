import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { FakeClock } from 'monday-persistence/testing';
import { AccountDirectory } from '../../account-data/index.js';
import { VaultPersistence } from '../../persistence/vault/index.js';
import { VaultClient, type VaultValue } from '../../persistence/vault/vault.client.js';
import { copyRecords, type CopyOptions, type CopyResult } from './copy-records.js';

class MemoryVault extends VaultClient {
  private readonly values = new Map<string, VaultValue>();

  override read = (key: string): Promise<VaultValue | undefined> => Promise.resolve(this.values.get(key));
  override write = (key: string, value: VaultValue): Promise<void> => {
    this.values.set(key, value);
    return Promise.resolve();
  };
  override remove = (key: string): Promise<void> => {
    this.values.delete(key);
    return Promise.resolve();
  };
}

describe('copyRecords', () => {
  const clock = new FakeClock(1_000_000);
  let folder: string;
  let from: SqlitePersistence;
  let to: SqlitePersistence;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copy-'));
    const open = async (name: string): Promise<SqlitePersistence> => {
      const store = new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, name), clock });
      await store.open();
      return store;
    };
    [from, to] = [await open('from.db'), await open('to.db')];
  });
  afterEach(async () => {
    await from.close();
    await to.close();
    await rm(folder, { recursive: true });
  });

  const copy = (options: Partial<CopyOptions> = {}): Promise<CopyResult> =>
    copyRecords({
      from,
      to,
      wanted: { owners: [], jobs: [] },
      staying: [],
      onlyMissing: false,
      clock,
      onProgress: () => undefined,
      ...options,
    });

  it('copies values and expiry, and compares all of them', async () => {
    for (let n = 0; n < 250; n += 1) await from.upsert(`key/${n}`, `value ${n}`);
    await from.upsert('short', '1', { ttlSeconds: 60 });
    expect(await copy()).toEqual({ copied: 251, verified: 251, isComplete: true });
    expect(await to.get('key/7')).toMatchObject({ value: 'value 7' });
    expect((await to.get('short'))?.expiresAt).toBe(clock.now() + 60_000);
  });

  it('goes on after an interruption, and replaces what was copied before it changed', async () => {
    await from.upsert('a', '1');
    await from.upsert('b', '1');
    await to.upsert('a', '1');
    await to.upsert('b', 'old');
    expect(await copy()).toEqual({ copied: 1, verified: 2, isComplete: true });
    expect(await to.get('b')).toMatchObject({ value: '1' });
  });

  it('keeps newer records of a target that is in use', async () => {
    await from.upsert('a', 'old');
    await from.upsert('b', '1');
    await to.upsert('a', 'new');
    expect(await copy({ onlyMissing: true })).toMatchObject({ copied: 1, isComplete: true });
    expect(await to.get('a')).toMatchObject({ value: 'new' });
  });

  it('leaves records of other services where they are', async () => {
    await from.upsert('secure-storage/7/x', '1');
    await from.upsert('a', '1');
    await copy({ staying: ['secure-storage/'] });
    expect(await to.get('secure-storage/7/x')).toBeUndefined();
    expect(await to.get('a')).toBeDefined();
  });

  it('does not claim to be complete while the source keeps changing', async () => {
    let writes = 0;
    await from.upsert('a', '0');
    const onProgress = (): void => void from.upsert('a', String((writes += 1)));
    expect(await copy({ onProgress })).toMatchObject({ isComplete: false });
  });

  it('finds the records of a vault by the accounts that it knows, by jobs and by given owners', async () => {
    const vault = new VaultPersistence({ vault: new MemoryVault(), clock });
    await vault.open();
    await new AccountDirectory(vault).note('7');
    await vault.upsert('auth/connection/7/8', 'c', { owner: '7' });
    await vault.upsert('auth/account/7', 'r');
    await vault.upsert('cron/nudge', 'p');
    await vault.upsert('accounts/runs/nudge', 'n');
    await vault.upsert('account-data/agenda', '{"9":1}');
    await vault.upsert('account-data/lives/9', '{}');
    await vault.upsert('mail/9/x', 'm', { owner: '9' });
    await vault.upsert('reminders/1', 'x', { owner: 'reminders' });
    const jobs = ['nudge'];
    expect(await copy({ from: vault, wanted: { owners: [], jobs } })).toMatchObject({
      copied: 7,
      isComplete: true,
    });
    const wanted = { owners: ['reminders'], jobs };
    expect(await copy({ from: vault, wanted })).toMatchObject({ copied: 1, verified: 8 });
    expect(await to.get('auth/connection/7/8')).toMatchObject({ value: 'c' });
    await vault.close();
  });
});
