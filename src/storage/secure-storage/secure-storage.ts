import { type Clock } from '../../clock/index.js';
import { PurgesAccount } from '../../account-data/index.js';
import { requireCaller } from '../../caller/index.js';
import { PersistenceConflictError, type Persistence } from '../../persistence/index.js';
import { KeyRotation, type KeyRing } from '../../secrets/index.js';
import { canBeVersion, encodeJson, findKeyProblem, findVersionProblem } from '../rules/index.js';
import { ENCRYPTED_SECRETS } from './encrypted-secrets.js';
import { accountOfName, accountSecretsPrefix, secretName } from './secret-name.js';
import {
  SecureStorageInputError,
  SecureStorageUnsupportedError,
  SecureStorageVersionConflictError,
} from './secure-storage.errors.js';

/** Encrypted values can have 8 MB each, and all values of a page are in memory. */
const PAGE = 8;

/** Capabilities of the underlying store; see the table in docs/drivers.md. */
export interface SecureStorageCapabilities {
  /** Writes and deletes at a version are atomic across processes. */
  readonly compareAndSet: boolean;
  /** Values that use an older key can be found and re-encrypted. */
  readonly rotation: boolean;
}

/** How far a rotation is. */
export interface RotationProgress {
  /** Values looked at so far. */
  readonly seen: number;
  /** Number of values re-encrypted with the newest key. */
  readonly reencrypted: number;
  /** Number of values that no key of the ring can decrypt; they are left unchanged. */
  readonly unreadable: number;
}

export interface SecureRecord<T = unknown> {
  readonly key: string;
  readonly value: T;
  /** Opaque; never repeats for a key. Rotation changes it too. */
  readonly version: string;
}

export interface SecureWriteOptions {
  /** Writes only at this version. For `put`, `""` is a create-only write. */
  readonly version?: string;
}

/**
 * Stores JSON values of the caller's account and user, encrypted with the key ring. Account and user come from the
 * caller's context, never from an argument. Keys and values follow the rules of `StorageService`. Each ciphertext is
 * bound to its full name, so it cannot be decrypted after it was moved to another account, user or key. This also holds
 * on the vault of monday code, which itself separates only apps (docs/monday-platform.md#secure-storage).
 *
 * Every method @throws SecureStorageInputError if an argument breaks the rules, and DecryptionError if a value was
 * modified or its key was removed from the ring.
 */
export class SecureStorage {
  readonly capabilities: SecureStorageCapabilities;

  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {
    const { sharedCompareAndSet, scan } = persistence.capabilities;
    this.capabilities = { compareAndSet: sharedCompareAndSet, rotation: scan };
  }

  /** The record, or `undefined`. `T` is not checked. */
  async get<T = unknown>(key: string): Promise<SecureRecord<T> | undefined> {
    const name = nameOf(key);
    const entry = await this.persistence.get(name);
    if (!entry) return undefined;
    const text = this.keyRing.decrypt(entry.value, name).plaintext;
    return { key, value: JSON.parse(text) as T, version: entry.version };
  }

  /** @throws SecureStorageVersionConflictError; then nothing is written */
  async put(
    key: string,
    value: unknown,
    options: SecureWriteOptions = {},
  ): Promise<{ key: string; version: string; created: boolean }> {
    const name = nameOf(key);
    const required = requiredVersionOf(options.version);
    const encoding = encodeJson(value);
    if (!('text' in encoding)) {
      const problem = { field: 'value', message: encoding.problem };
      throw new SecureStorageInputError(problem, encoding.tooLarge ? 413 : 400);
    }
    await this.refuseForeignVersion(name, required);
    const ciphertext = this.keyRing.encrypt(encoding.text, name);
    const writing = { version: required, owner: accountOfName(name) };
    const { version, created } = await translating(() => this.persistence.upsert(name, ciphertext, writing));
    return { key, version, created };
  }

  /**
   * Resolves to whether the value existed.
   * @throws SecureStorageVersionConflictError if `version` is given and is not the current one
   */
  async delete(key: string, options: SecureWriteOptions = {}): Promise<boolean> {
    const name = nameOf(key);
    const version = checkVersion(options.version);
    await this.refuseForeignVersion(name, version);
    return translating(() => this.persistence.delete(name, version));
  }

  /** Deletes all values of all users of an account and resolves to their number. For operators and for the purge. */
  @PurgesAccount('secure storage')
  async deleteAccount(accountId: string): Promise<number> {
    let deleted = 0;
    for await (const name of this.namesOf(accountId)) {
      if (await this.persistence.delete(name)) deleted += 1;
    }
    return deleted;
  }

  /**
   * Re-encrypts the values of all accounts that use an older key, and yields the progress after each page. For
   * operators: it needs no caller and exposes no values. It runs concurrently with reads and writes, and can be stopped
   * and restarted at any time.
   * @throws SecureStorageUnsupportedError
   */
  async *rotate(): AsyncGenerator<RotationProgress, void, void> {
    if (!this.capabilities.rotation) throw new SecureStorageUnsupportedError('rotation of its keys');
    const rotation = new KeyRotation(this.persistence, this.keyRing, this.clock);
    for await (const { seen, reencrypted, unreadable } of rotation.run([ENCRYPTED_SECRETS])) {
      yield { seen, reencrypted, unreadable };
    }
  }

  private async *namesOf(accountId: string): AsyncGenerator<string, void, void> {
    const prefix = accountSecretsPrefix(accountId);
    const owner = accountOfName(prefix);
    for await (const page of this.persistence.pages({ prefix, limit: PAGE, owner })) {
      for (const { key } of page) yield key;
    }
  }
  /** An invalid version never matches, and some stores cannot compare it. */
  private async refuseForeignVersion(name: string, version: string | null | undefined): Promise<void> {
    if (!version || canBeVersion(version)) return;
    const current = await this.persistence.get(name);
    throw new SecureStorageVersionConflictError(current?.version ?? null);
  }
}

function nameOf(key: string): string {
  const message = findKeyProblem(key);
  if (message !== undefined) throw new SecureStorageInputError({ field: 'key', message });
  return secretName(requireCaller(), key);
}

function requiredVersionOf(version: string | undefined): string | null | undefined {
  return version === '' ? null : checkVersion(version);
}

function checkVersion(version: string | undefined): string | undefined {
  const message = version === undefined ? undefined : findVersionProblem(version);
  if (message !== undefined) throw new SecureStorageInputError({ field: 'version', message });
  return version;
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
