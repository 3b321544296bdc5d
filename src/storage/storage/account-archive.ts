import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock } from '../../clock/index.js';
import { type Entry, type Persistence } from '../../persistence/index.js';
import { accountPrefix, rowKey } from './row-keys.js';
import { StorageInputError } from './storage.errors.js';
import { checkWrite } from './storage-input.js';

const PAGE = 100;
/** Values can have 6 MB each, and all values of a page are in memory. */
const PAGE_BYTES = 1024 * 1024;
const YEAR_10000_MS = Date.UTC(10_000, 0);
const ROW = /^([ps])\/([^]+)$/;
const COUNTER = /^c\/((?:DAILY|MONTHLY|YEARLY)\/[^]+)$/;

/** An exported row or counter of an account. */
export type ArchivedRecord = (
  | { readonly key: string; readonly shared: boolean; readonly value: unknown }
  | { readonly counter: string; readonly value: number }
) & {
  /** Milliseconds since the epoch; absent if it does not expire. */
  readonly expiresAt?: number;
};

/**
 * Exports, imports and deletes all data that `StorageService` stores for an account. Requires a store that can list its
 * records.
 */
export class AccountArchive {
  constructor(
    private readonly persistence: Persistence,
    private readonly accountId: string,
    private readonly clock: Clock,
  ) {}

  /** Each record as one line of JSON, with the stored text of the value. */
  async *lines(): AsyncGenerator<string, void, void> {
    for await (const entry of this.entries()) {
      const name = nameOf(entry.key.slice(accountPrefix(this.accountId).length));
      if (name === undefined) continue;
      const { expiresAt } = entry;
      const rest = expiresAt === undefined ? '' : `,"expiresAt":${expiresAt}`;
      yield `${JSON.stringify(name).slice(0, -1)},"value":${entry.value}${rest}}`;
    }
  }

  /**
   * Imports a record, replacing an existing one. An expired record is skipped.
   * @returns whether it was written
   * @throws StorageInputError if it breaks the rules of storage
   */
  async write(record: unknown): Promise<boolean> {
    const { key, text, expiresAt } = this.check(record);
    const ttlSeconds =
      expiresAt === undefined ? undefined : Math.ceil((expiresAt - this.clock.now()) / 1_000);
    if (ttlSeconds !== undefined && ttlSeconds <= 0) return false;
    await this.persistence.upsert(key, text, { ttlSeconds });
    return true;
  }

  /** Deletes all records, and yields their number after each page. */
  async *purge(): AsyncGenerator<number, void, void> {
    let deleted = 0;
    for await (const { key } of this.entries()) {
      if (await this.persistence.delete(key)) deleted += 1;
      yield deleted;
    }
  }

  private async *entries(): AsyncGenerator<Entry, void, void> {
    const prefix = accountPrefix(this.accountId);
    let after: string | undefined;
    for (;;) {
      const page = await this.persistence.scan({ prefix, after, limit: PAGE, maxBytes: PAGE_BYTES });
      yield* page;
      after = page.at(-1)?.key;
      if (page.length === 0) return;
      await nextTurn();
    }
  }

  private check(record: unknown): { key: string; text: string; expiresAt: number | undefined } {
    const { key, shared, counter, value, expiresAt } = (record ?? {}) as Record<string, unknown>;
    if (expiresAt !== undefined && !isMoment(expiresAt)) {
      throw new StorageInputError([
        { field: 'expiresAt', message: 'must be milliseconds since the epoch, before the year 10000' },
      ]);
    }
    const expiry = expiresAt as number | undefined;
    if (counter !== undefined) {
      return { key: this.counterKey(counter), text: counterText(value), expiresAt: expiry };
    }
    if (typeof shared !== 'boolean') {
      throw new StorageInputError([{ field: 'shared', message: 'must be true or false' }]);
    }
    const text = checkWrite(key, value, { shared });
    return {
      key: rowKey({ accountId: this.accountId, key: key as string, shared }),
      text,
      expiresAt: expiry,
    };
  }

  private counterKey(counter: unknown): string {
    const name = `c/${String(counter)}`;
    if (!COUNTER.test(name)) throw new StorageInputError([{ field: 'counter', message: 'is no counter' }]);
    return `${accountPrefix(this.accountId)}${name}`;
  }
}

function nameOf(name: string): { key: string; shared: boolean } | { counter: string } | undefined {
  const [, side, key] = ROW.exec(name) ?? [];
  if (key !== undefined) return { key, shared: side === 's' };
  const [, counter] = COUNTER.exec(name) ?? [];
  return counter === undefined ? undefined : { counter };
}

function isMoment(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < YEAR_10000_MS;
}

function counterText(value: unknown): string {
  if (Number.isSafeInteger(value)) return String(value);
  throw new StorageInputError([{ field: 'value', message: 'must be a safe whole number' }]);
}
