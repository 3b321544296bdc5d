import { retry, type RetryOptions } from 'monday-persistence/driver-kit';
import { type Clock } from '../../clock/index.js';
import { PurgesAccount } from '../../account-data/index.js';
import { requireCaller } from '../../caller/index.js';
import { PersistenceConflictError, type Entry, type Persistence } from '../../persistence/index.js';
import { DecryptionError, KeyRotation, type KeyRing } from '../../secrets/index.js';
import { canBeVersion, encodeJson, findKeyProblem, findVersionProblem } from '../rules/index.js';
import { ENCRYPTED_SECRETS } from './encrypted-secrets.js';
import { accountOfName, accountSecretsPrefix, secretName, sharedSecretName } from './secret-name.js';
import { WRITERS, type SecretWriters } from './secret-writers.js';
import {
  SecureStorageInputError,
  SecureStorageUnsupportedError,
  SecureStorageVersionConflictError,
} from './secure-storage.errors.js';
import { readSharedSecret, writersAfter, writeSharedSecret } from './shared-secret.js';

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

/** Whether a value belongs to the caller alone or to all users of their account. */
export type SecretScope = 'user' | 'account';

export interface SecretOptions {
  /** Default is `user`. The same key names a different value in each scope. */
  readonly scope?: SecretScope;
}

export interface SecureWriteOptions extends SecretOptions {
  /** Writes only at this version. For `put`, `""` is a create-only write. */
  readonly version?: string;
}

export interface SecretPutOptions extends SecureWriteOptions {
  /**
   * Who may write a value of the account from now on. Default is those who may write it now; for a new value, `admins`.
   */
  readonly writers?: SecretWriters;
}

/** The current value of an account and those who may write it. */
interface CurrentSecret {
  readonly version: string | null;
  readonly writers?: SecretWriters;
}

/** Each retry means that another write succeeded. */
const CONFLICT_RETRY: RetryOptions = {
  isRetriable: (error) => error instanceof PersistenceConflictError,
  maxAttempts: 20,
  limitMs: 10_000,
  maxPauseMs: 50,
};

/**
 * Stores JSON values of the caller or of the caller's account, encrypted with the key ring. Account and user come from
 * the caller's context, never from an argument. Keys and values follow the rules of `StorageService`. Each ciphertext is
 * bound to its full name, so it cannot be decrypted after it was moved to another account, user or key. This also holds
 * on the vault of monday code, which itself separates only apps (docs/monday-platform.md#secure-storage).
 *
 * All users of an account read its values, and `writers` says who may write them.
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
  async get<T = unknown>(key: string, { scope }: SecretOptions = {}): Promise<SecureRecord<T> | undefined> {
    const name = nameOf(key, scope);
    const entry = await this.persistence.get(name);
    if (!entry) return undefined;
    const text = this.keyRing.decrypt(entry.value, name).plaintext;
    const value = scope === 'account' ? readSharedSecret(text).value : (JSON.parse(text) as unknown);
    return { key, value: value as T, version: entry.version };
  }

  /**
   * @throws SecureStorageVersionConflictError; then nothing is written
   * @throws SecretWriteNotAllowedError if the caller may not write this value of the account
   */
  async put(
    key: string,
    value: unknown,
    options: SecretPutOptions = {},
  ): Promise<{ key: string; version: string; created: boolean }> {
    const name = nameOf(key, options.scope);
    checkWriters(options);
    const required = requiredVersionOf(options.version);
    const text = textOf(value);
    if (options.scope !== 'account') {
      await this.refuseForeignVersion(name, required);
      return { key, ...(await translating(() => this.write(name, text, required))) };
    }
    const written = await this.changeShared(name, required, ({ version, writers: current }) => {
      const writers = writersAfter(requireCaller(), current, options.writers);
      return this.write(name, writeSharedSecret(writers, text), version);
    });
    return { key, ...written };
  }

  /**
   * Resolves to whether the value existed.
   * @throws SecureStorageVersionConflictError if `version` is given and is not the current one
   * @throws SecretWriteNotAllowedError if the caller may not write this value of the account
   */
  async delete(key: string, options: SecureWriteOptions = {}): Promise<boolean> {
    const name = nameOf(key, options.scope);
    const required = checkVersion(options.version);
    if (options.scope !== 'account') {
      await this.refuseForeignVersion(name, required);
      return translating(() => this.persistence.delete(name, required));
    }
    return this.changeShared(name, required, async ({ version, writers }) => {
      // Also for an absent value, so that the reply does not depend on what others stored.
      writersAfter(requireCaller(), writers, undefined);
      return version !== null && this.persistence.delete(name, version);
    });
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

  private async write(
    name: string,
    plaintext: string,
    version: string | null | undefined,
  ): Promise<{ version: string; created: boolean }> {
    const writing = { version, owner: accountOfName(name) };
    const written = await this.persistence.upsert(name, this.keyRing.encrypt(plaintext, name), writing);
    return { version: written.version, created: written.created };
  }

  /** Changes a value of the account at the version whose writers were checked. */
  private changeShared<T>(
    name: string,
    required: string | null | undefined,
    change: (current: CurrentSecret) => Promise<T>,
  ): Promise<T> {
    const attempt = async (): Promise<T> => {
      const entry = await this.persistence.get(name);
      const version = entry?.version ?? null;
      const writers = entry && this.writersOf(entry, name);
      if (required !== undefined && required !== version) {
        // Only a caller who may write learns the version.
        writersAfter(requireCaller(), writers, undefined);
        throw new SecureStorageVersionConflictError(version);
      }
      return change({ version, writers });
    };
    return translating(() => retry(attempt, CONFLICT_RETRY));
  }

  /** Of a value that nobody can read any more, admins: they must be able to replace or delete it. */
  private writersOf({ value }: Entry, name: string): SecretWriters {
    try {
      return readSharedSecret(this.keyRing.decrypt(value, name).plaintext).writers;
    } catch (error) {
      if (error instanceof DecryptionError) return 'admins';
      throw error;
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

function nameOf(key: string, scope: SecretScope = 'user'): string {
  const message = findKeyProblem(key);
  if (message !== undefined) throw new SecureStorageInputError({ field: 'key', message });
  switch (scope) {
    case 'user':
      return secretName(requireCaller(), key);
    case 'account':
      return sharedSecretName(requireCaller(), key);
    default:
      throw new SecureStorageInputError({ field: 'scope', message: 'must be user or account' });
  }
}

function checkWriters({ scope, writers }: SecretPutOptions): void {
  if (writers === undefined) return;
  if (!WRITERS.includes(writers)) {
    throw new SecureStorageInputError({ field: 'writers', message: 'must be admins or members' });
  }
  if (scope !== 'account') {
    throw new SecureStorageInputError({
      field: 'writers',
      message: 'must come together with the scope account',
    });
  }
}

function textOf(value: unknown): string {
  const encoding = encodeJson(value);
  if ('text' in encoding) return encoding.text;
  const problem = { field: 'value', message: encoding.problem };
  throw new SecureStorageInputError(problem, encoding.tooLarge ? 413 : 400);
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
