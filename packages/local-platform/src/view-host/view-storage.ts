import { Injectable } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { AccountStorage, StorageRuleError } from '../account-storage/index.js';
import { ViewMessageError } from './view-host.errors.js';
import { instanceIdOf, instanceKeyOf, type View } from './view.js';

interface StorageCall {
  readonly method: unknown;
  readonly key: string;
  readonly value: unknown;
  readonly options: Readonly<Record<string, unknown>>;
}

const CONFLICT = 409;

/**
 * `monday.storage`, which the account shares with the app's backend (its rows with `shared: true`), and
 * `monday.storage.instance`, which belongs to one place of a view (docs/monday-platform.md#board-views).
 */
@Injectable()
export class ViewStorage {
  constructor(private readonly storage: AccountStorage) {}

  /** The `data` of the reply, in which a broken rule is `{success: false, error}`. @throws ViewMessageError */
  async answer(view: View, args: unknown): Promise<object> {
    const { method, key, value, options, segment } = fieldsOf(args);
    if (typeof key !== 'string') throw new ViewMessageError('The key must be a text.');
    const call = { method, key, value, options: fieldsOf(options) };
    const address = { accountId: view.user.accountId, key, shared: true, ...instanceOf(view, segment) };
    try {
      return await this.call(address, call);
    } catch (error) {
      if (!(error instanceof StorageRuleError)) throw error;
      return { success: false, error: error.status === CONFLICT ? conflictOn(key) : error.message };
    }
  }

  private async call(address: Parameters<AccountStorage['get']>[0], call: StorageCall): Promise<object> {
    switch (call.method) {
      case 'get': {
        const found = await this.storage.get(address);
        return found ? { ...found, success: true } : { value: null, success: true };
      }
      case 'set': {
        const { previous_version: previous, ttl } = call.options;
        const previousVersion = typeof previous === 'string' ? previous : undefined;
        const version = await this.storage.set(address, call.value, { previousVersion, ttl });
        return { version, success: true };
      }
      case 'delete':
        await this.storage.delete(address);
        return { value: null, success: true };
      default:
        throw new ViewMessageError('The method of storage must be get, set or delete.');
    }
  }
}

function instanceOf(view: View, segment: unknown): { readonly instance?: string } {
  if (segment !== 'instance') return {};
  if (instanceIdOf(view) === undefined) {
    throw new ViewMessageError('This view has no instance, so it has no storage of an instance.');
  }
  return { instance: instanceKeyOf(view) };
}

const conflictOn = (key: string): string =>
  `Version mismatch: key ${key} was updated from another context and versioning is enabled`;
