import { Injectable } from '@nestjs/common';
import { Persistence, PersistenceConflictError, type Entry } from 'monday-persistence';
import { Clock } from 'monday-persistence/clock';
import { AccountStorageInputError, AccountStorageVersionConflictError } from './account-storage.errors.js';
import { removeRecords } from '../remove-records.js';
import { windowStart } from './counter-window.js';
import { type CounterIncrement } from './counter-input.js';
import { searchCursor, readSearchCursor } from './search-cursor.js';
import { checkedKey, checkedTtl, checkedValue } from './storage-input.js';

/** The address of a row. A shared row and a backend-only row are separate. */
export interface RowAddress {
  readonly accountId: string;
  readonly key: string;
  readonly shared: boolean;
  /** Of rows that belong to one place of a view, such as one board view; undefined for those of the account. */
  readonly instance?: string;
}

export interface WriteOptions {
  readonly previousVersion?: string;
  readonly ttl?: unknown;
}

export interface FoundRecord {
  readonly key: string;
  readonly value: unknown;
  /** The row is not shared. */
  readonly backendOnly: boolean;
}

const PAGE = 100;
const COUNTER_SECONDS = 400 * 24 * 60 * 60;
const prefixOf = (accountId: string, shared: boolean): string =>
  `app-storage/${accountId}/${shared ? 'shared' : 'backend'}/`;
const keyOf = ({ accountId, key, shared, instance }: RowAddress): string =>
  (instance === undefined ? prefixOf(accountId, shared) : `app-storage/${accountId}/instances/${instance}/`) +
  checkedKey(key);

/** The app's storage at monday, separated by account (docs/monday-platform.md#storage-api). */
@Injectable()
export class AccountStorage {
  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  /** @throws StorageRuleError */
  async get(address: RowAddress): Promise<{ value: unknown; version: string } | undefined> {
    const entry = await this.persistence.get(keyOf(address));
    return entry && { value: JSON.parse(entry.value) as unknown, version: entry.version };
  }

  /** Resolves to the new version. @throws StorageRuleError */
  async set(address: RowAddress, value: unknown, options: WriteOptions = {}): Promise<string> {
    const text = checkedValue(value);
    const ttlSeconds = checkedTtl(options.ttl);
    try {
      const { version } = await this.persistence.upsert(keyOf(address), text, {
        version: options.previousVersion,
        ttlSeconds,
      });
      return version;
    } catch (error) {
      throw error instanceof PersistenceConflictError ? new AccountStorageVersionConflictError() : error;
    }
  }

  /** Resolves to whether the row existed. @throws StorageRuleError */
  delete(address: RowAddress): Promise<boolean> {
    return this.persistence.delete(keyOf(address));
  }

  /** Removes everything that the app stored for the account, counters included. */
  async clear(accountId: string): Promise<void> {
    await removeRecords(this.persistence, `app-storage/${accountId}/`);
  }

  /** Rows whose key contains `term`, case-insensitive; backend-only rows first. @throws StorageRuleError */
  async search(
    accountId: string,
    term: string,
    cursor?: string,
  ): Promise<{ records: FoundRecord[]; cursor?: string }> {
    const from = cursor === undefined ? { shared: false, after: undefined } : readSearchCursor(cursor);
    const records: FoundRecord[] = [];
    for (const shared of [false, true].slice(from.shared ? 1 : 0)) {
      const prefix = prefixOf(accountId, shared);
      const after = shared === from.shared && from.after !== undefined ? prefix + from.after : undefined;
      const limit = PAGE - records.length;
      const page = await this.persistence.scan({ prefix, after, limit, contains: term });
      records.push(...page.map((entry) => found(entry, prefix, shared)));
      const last = records.at(-1);
      if (records.length === PAGE && last) return { records, cursor: searchCursor(shared, last.key) };
    }
    return { records };
  }

  /** Resolves to the counter after the increment. @throws StorageRuleError */
  async increment(
    accountId: string,
    { period, kind, incrementBy, renewalDate }: CounterIncrement,
  ): Promise<number> {
    const start = windowStart(period, new Date(this.clock.now()), renewalDate);
    const key = `app-storage/${accountId}/counters/${period}/${start}/${kind}`;
    try {
      return await this.persistence.increment(key, incrementBy, { ttlSeconds: COUNTER_SECONDS });
    } catch {
      throw new AccountStorageInputError('The counter would leave the safe integers.');
    }
  }
}

const found = (entry: Entry, prefix: string, shared: boolean): FoundRecord => ({
  key: entry.key.slice(prefix.length),
  value: JSON.parse(entry.value) as unknown,
  backendOnly: !shared,
});
