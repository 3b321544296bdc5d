import { setImmediate as nextTurn } from 'node:timers/promises';
import { PersistenceConflictError, type Entry, type Persistence } from '../../persistence/index.js';
import { type KeyRing } from '../../secrets/index.js';
import { canBeVersion } from '../rules/index.js';
import { AccountIndex } from './account-index.js';
import { accountOfName, accountSecretsPrefix, NAME_PREFIX } from './secret-name.js';
import {
  SecureStorageDriver,
  type RotationProgress,
  type SecretText,
  type SecureStorageCapabilities,
} from './secure-storage-driver.js';
import { SecureStorageUnsupportedError, SecureStorageVersionConflictError } from './secure-storage.errors.js';

/** Values can have 8 MB each once they are encrypted, and all of a page are in memory. */
const ROTATION_PAGE = 8;

/**
 * Keeps values in a persistence, encrypted with the key ring. Each ciphertext is tied to its whole name, so that moving
 * one to another account, user or key makes it unreadable.
 */
export class PersistentSecureStorageDriver extends SecureStorageDriver {
  readonly capabilities: SecureStorageCapabilities;
  /** Only where the store cannot list its keys. */
  private readonly index: AccountIndex | undefined;

  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
  ) {
    super();
    const { sharedCompareAndSet, scan } = persistence.capabilities;
    this.capabilities = { compareAndSet: sharedCompareAndSet, rotation: scan };
    this.index = scan ? undefined : new AccountIndex(persistence);
  }

  async get(name: string): Promise<SecretText | undefined> {
    const entry = await this.persistence.get(name);
    if (!entry) return undefined;
    return { text: this.keyRing.decrypt(entry.value, name).plaintext, version: entry.version };
  }

  async put(
    name: string,
    text: string,
    expected?: string | null,
  ): Promise<{ version: string; created: boolean }> {
    await this.refuseForeignVersion(name, expected);
    await this.index?.add(accountOfName(name), name);
    return translating(() => this.persistence.put(name, this.keyRing.encrypt(text, name), { expected }));
  }

  async delete(name: string, expected?: string): Promise<boolean> {
    await this.refuseForeignVersion(name, expected);
    return translating(() => this.persistence.delete(name, expected));
  }

  async deleteAccount(accountId: string): Promise<number> {
    let deleted = 0;
    for await (const name of this.namesOf(accountId)) {
      if (await this.persistence.delete(name)) deleted += 1;
    }
    await this.index?.remove(accountOfName(accountSecretsPrefix(accountId)));
    return deleted;
  }

  private async *namesOf(accountId: string): AsyncGenerator<string, void, void> {
    const prefix = accountSecretsPrefix(accountId);
    if (this.index) {
      yield* await this.index.names(accountOfName(prefix));
      return;
    }
    let after: string | undefined;
    for (;;) {
      const page = await this.persistence.scan({ prefix, after, limit: ROTATION_PAGE });
      for (const { key } of page) yield key;
      after = page.at(-1)?.key;
      if (page.length < ROTATION_PAGE) return;
      // A store may answer without a turn of the event loop; others want theirs.
      await nextTurn();
    }
  }

  async *rotate(): AsyncGenerator<RotationProgress, void, void> {
    if (!this.capabilities.rotation) throw new SecureStorageUnsupportedError('rotation of its keys');
    const progress = { seen: 0, reencrypted: 0, unreadable: 0 };
    let after: string | undefined;
    for (;;) {
      const page = await this.persistence.scan({ prefix: NAME_PREFIX, after, limit: ROTATION_PAGE });
      for (const entry of page) {
        const outcome = await this.reencrypt(entry);
        progress.seen += 1;
        if (outcome === 'reencrypted') progress.reencrypted += 1;
        if (outcome === 'unreadable') progress.unreadable += 1;
      }
      yield { ...progress };
      after = page.at(-1)?.key;
      if (page.length < ROTATION_PAGE) return;
    }
  }

  /** A text that cannot be a version is not what is there; some stores could not even compare it. */
  private async refuseForeignVersion(name: string, expected: string | null | undefined): Promise<void> {
    if (!expected || canBeVersion(expected)) return;
    const current = await this.persistence.get(name);
    throw new SecureStorageVersionConflictError(current?.version ?? null);
  }

  /** A value that someone else wrote or deleted meanwhile needs nothing more: writes use the newest key. */
  private async reencrypt({ key, value, version }: Entry): Promise<'fresh' | 'reencrypted' | 'unreadable'> {
    const plaintext = this.readStale(key, value);
    if (plaintext === 'fresh' || plaintext === 'unreadable') return plaintext;
    try {
      await this.persistence.put(key, this.keyRing.encrypt(plaintext.text, key), { expected: version });
      return 'reencrypted';
    } catch (error) {
      if (error instanceof PersistenceConflictError) return 'fresh';
      throw error;
    }
  }

  private readStale(key: string, value: string): { readonly text: string } | 'fresh' | 'unreadable' {
    try {
      const { plaintext, stale } = this.keyRing.decrypt(value, key);
      return stale ? { text: plaintext } : 'fresh';
    } catch {
      // One value that nobody can read must not keep all others on the old key.
      return 'unreadable';
    }
  }
}

async function translating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PersistenceConflictError) {
      throw new SecureStorageVersionConflictError(error.currentVersion);
    }
    throw error;
  }
}
