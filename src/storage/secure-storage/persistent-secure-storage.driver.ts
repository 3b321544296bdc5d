import { setImmediate as nextTurn } from 'node:timers/promises';
import { PersistenceConflictError, type Persistence } from '../../persistence/index.js';
import { KeyRotation, type KeyRing } from '../../secrets/index.js';
import { canBeVersion } from '../rules/index.js';
import { accountOfName, accountSecretsPrefix } from './secret-name.js';
import { SEALED_SECRETS } from './sealed-secrets.js';
import {
  SecureStorageDriver,
  type RotationProgress,
  type SecretText,
  type SecureStorageCapabilities,
} from './secure-storage-driver.js';
import { SecureStorageUnsupportedError, SecureStorageVersionConflictError } from './secure-storage.errors.js';

/** Values can have 8 MB each once they are encrypted, and all of a page are in memory. */
const PAGE = 8;

/**
 * Keeps values in a persistence, encrypted with the key ring. Each ciphertext is tied to its whole name, so that moving
 * one to another account, user or key makes it unreadable.
 */
export class PersistentSecureStorageDriver extends SecureStorageDriver {
  readonly capabilities: SecureStorageCapabilities;

  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
  ) {
    super();
    const { sharedCompareAndSet, scan } = persistence.capabilities;
    this.capabilities = { compareAndSet: sharedCompareAndSet, rotation: scan };
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
    const options = { expected, owner: accountOfName(name) };
    return translating(() => this.persistence.put(name, this.keyRing.encrypt(text, name), options));
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
    return deleted;
  }

  private async *namesOf(accountId: string): AsyncGenerator<string, void, void> {
    const prefix = accountSecretsPrefix(accountId);
    const owner = accountOfName(prefix);
    let after: string | undefined;
    for (;;) {
      const page = await this.persistence.scan({ prefix, after, limit: PAGE, owner });
      for (const { key } of page) yield key;
      after = page.at(-1)?.key;
      if (page.length < PAGE) return;
      // A store may answer without a turn of the event loop; others want theirs.
      await nextTurn();
    }
  }

  async *rotate(): AsyncGenerator<RotationProgress, void, void> {
    if (!this.capabilities.rotation) throw new SecureStorageUnsupportedError('rotation of its keys');
    const rotation = new KeyRotation(this.persistence, this.keyRing);
    for await (const { seen, reencrypted, unreadable } of rotation.run([SEALED_SECRETS])) {
      yield { seen, reencrypted, unreadable };
    }
  }

  /** A text that cannot be a version is not what is there; some stores could not even compare it. */
  private async refuseForeignVersion(name: string, expected: string | null | undefined): Promise<void> {
    if (!expected || canBeVersion(expected)) return;
    const current = await this.persistence.get(name);
    throw new SecureStorageVersionConflictError(current?.version ?? null);
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
