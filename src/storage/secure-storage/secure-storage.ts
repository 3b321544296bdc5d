import { Injectable } from '@nestjs/common';
import { requireCaller } from '../../caller/index.js';
import { encodeJson, findKeyProblem, findVersionProblem } from '../rules/index.js';
import { secretName } from './secret-name.js';
import { SecureStorageDriver, type RotationProgress } from './secure-storage-driver.js';
import { SecureStorageInputError } from './secure-storage.errors.js';

export interface SecureRecord<T = unknown> {
  readonly key: string;
  readonly value: T;
  /** Opaque; never repeats for a key. Rotation changes it too. */
  readonly version: string;
}

export interface SecureWriteOptions {
  /** Writes only at this version; on `put`, `""` only where nothing is there. */
  readonly version?: string;
}

/**
 * Keeps JSON values of the caller's account and user, encrypted. Both come from the caller's context, never from an
 * argument. Keys and values follow the rules of `StorageService`.
 *
 * Every method @throws SecureStorageInputError where an argument breaks the rules, and DecryptionError where a value was
 * changed or its key has left the ring.
 */
@Injectable()
export class SecureStorage {
  constructor(private readonly driver: SecureStorageDriver) {}

  /** The record, or `undefined`. `T` is what the caller expects; it is not checked. */
  async get<T = unknown>(key: string): Promise<SecureRecord<T> | undefined> {
    const found = await this.driver.get(nameOf(key));
    return found && { key, value: JSON.parse(found.text) as T, version: found.version };
  }

  /** @throws SecureStorageVersionConflictError; then nothing is written */
  async put(
    key: string,
    value: unknown,
    options: SecureWriteOptions = {},
  ): Promise<{ key: string; version: string; created: boolean }> {
    const name = nameOf(key);
    const expected = expectedOf(options.version);
    const encoding = encodeJson(value);
    if (!('text' in encoding)) {
      const problem = { field: 'value', message: encoding.problem };
      throw new SecureStorageInputError(problem, encoding.tooLarge ? 413 : 400);
    }
    const { version, created } = await this.driver.put(name, encoding.text, expected);
    return { key, version, created };
  }

  /**
   * Resolves to whether something was deleted; nothing to delete is no error.
   * @throws SecureStorageVersionConflictError where `version` is given and is not what is there
   */
  async delete(key: string, options: SecureWriteOptions = {}): Promise<boolean> {
    return this.driver.delete(nameOf(key), checkVersion(options.version));
  }

  /**
   * Encrypts the values of all accounts that are on an older key again, in the background of everything else, and
   * yields how far it is. For operators: it needs no caller, and reads nothing out.
   */
  rotate(): AsyncGenerator<RotationProgress, void, void> {
    return this.driver.rotate();
  }
}

function nameOf(key: string): string {
  const message = findKeyProblem(key);
  if (message !== undefined) throw new SecureStorageInputError({ field: 'key', message });
  return secretName(requireCaller(), key);
}

function expectedOf(version: string | undefined): string | null | undefined {
  return version === '' ? null : checkVersion(version);
}

function checkVersion(version: string | undefined): string | undefined {
  const message = version === undefined ? undefined : findVersionProblem(version);
  if (message !== undefined) throw new SecureStorageInputError({ field: 'version', message });
  return version;
}
