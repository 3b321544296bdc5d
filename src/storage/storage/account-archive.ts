import { type Clock } from '../../clock/index.js';
import { type Entry, type Persistence } from '../../persistence/index.js';
import { ValidationFailedException } from '../../errors/index.js';
import { JsonScanner } from '../../json/index.js';
import { type DocumentArchive } from '../collections/document-archive.js';
import { JsonValue, MAX_NESTING, TOO_DEEP } from '../rules/index.js';
import { readFields, type FieldReaders } from './read-json-body.js';
import { accountPrefix, rowKey, rowPrefixes } from './row-keys.js';
import { StorageInputError } from './storage.errors.js';
import { checkWrite } from './storage-input.js';

const PAGE = 100;
/** Values can have 6 MB each, and all values of a page are in memory. */
const PAGE_BYTES = 1024 * 1024;
const YEAR_10000_MS = Date.UTC(10_000, 0);
const ROW = /^([ps])\/([^]+)$/;
const COUNTER = /^c\/((?:DAILY|MONTHLY|YEARLY)\/[^]+)$/;

/** An exported row, counter or document of an account. */
export type ArchivedRecord = (
  | { readonly key: string; readonly shared: boolean; readonly value: unknown }
  | { readonly counter: string; readonly value: number }
  | { readonly collection: string; readonly id: string; readonly value: unknown }
) & {
  /** Milliseconds since the epoch; absent if it does not expire. */
  readonly expiresAt?: number;
};

interface ReadRecord {
  readonly key?: unknown;
  readonly shared?: unknown;
  readonly counter?: unknown;
  readonly collection?: unknown;
  readonly id?: unknown;
  readonly value?: JsonValue;
  readonly expiresAt?: unknown;
}

/** The value stays text, because some numbers do not survive `JSON.parse`. */
const READERS: FieldReaders = { value: (scanner) => JsonValue.take(scanner) };

export interface AccountArchiveOptions {
  readonly accountId: string;
  /** Contains the rows, and can list them; absent if another service stores them. */
  readonly rows: Persistence | undefined;
  /** Absent if the app's store has no collections. */
  readonly documents: DocumentArchive | undefined;
  readonly clock: Clock;
}

/** Exports, imports and deletes all rows, counters and documents of an account. */
export class AccountArchive {
  private readonly accountId: string;

  constructor(private readonly options: AccountArchiveOptions) {
    this.accountId = options.accountId;
  }

  /** Each record as one line of JSON, with the stored text of the value. */
  async *lines(): AsyncGenerator<string, void, void> {
    for await (const entry of this.entries()) {
      const name = nameOf(entry.key.slice(accountPrefix(this.accountId).length));
      if (name === undefined) continue;
      const { expiresAt } = entry;
      const rest = expiresAt === undefined ? '' : `,"expiresAt":${expiresAt}`;
      yield `${JSON.stringify(name).slice(0, -1)},"value":${entry.value}${rest}}`;
    }
    if (this.options.documents) yield* this.options.documents.lines();
  }

  /**
   * Imports a record as {@link lines} exports it, with the text of its value, and replaces an existing one. An expired
   * record is skipped.
   * @returns whether it was written
   * @throws JsonSyntaxError if the line is not JSON
   * @throws StorageInputError if it breaks the rules of storage
   * @throws CollectionInputError if it breaks the rules of its collection
   */
  async write(line: string): Promise<boolean> {
    const record = readLine(line);
    if (record.collection !== undefined) return this.writeDocument(record);
    const { key, text, expiresAt } = this.check(record);
    const { rows, clock } = this.options;
    if (rows === undefined)
      throw new StorageInputError([{ field: 'key', message: 'is of a row, which monday keeps' }]);
    const ttlSeconds = expiresAt === undefined ? undefined : Math.ceil((expiresAt - clock.now()) / 1_000);
    if (ttlSeconds !== undefined && ttlSeconds <= 0) return false;
    await rows.upsert(key, text, { ttlSeconds });
    return true;
  }

  private async writeDocument({ collection, id, value }: ReadRecord): Promise<boolean> {
    const { documents } = this.options;
    if (documents === undefined) {
      throw new StorageInputError([{ field: 'collection', message: 'cannot be kept in this store' }]);
    }
    const encoding = value?.encoding;
    const document = encoding && 'text' in encoding ? (JSON.parse(encoding.text) as unknown) : undefined;
    await documents.write(collection, id, document);
    return true;
  }

  /** Deletes all records, and yields their number after each page. */
  async *purge(): AsyncGenerator<number, void, void> {
    const { rows, documents } = this.options;
    let deleted = 0;
    for await (const { key } of this.entries()) {
      if (await rows?.delete(key)) deleted += 1;
      yield deleted;
    }
    if (!documents) return;
    for await (const count of documents.purge()) yield deleted + count;
  }

  /** Rows and counters. */
  private async *entries(): AsyncGenerator<Entry, void, void> {
    const { rows } = this.options;
    if (rows === undefined) return;
    for (const prefix of rowPrefixes(this.accountId)) {
      for await (const page of rows.pages({ prefix, limit: PAGE, maxBytes: PAGE_BYTES })) yield* page;
    }
  }

  private check(record: ReadRecord): { key: string; text: string; expiresAt: number | undefined } {
    const { key, shared, counter, value, expiresAt } = record;
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

/** A line that is not an object is read as an empty one. */
function readLine(line: string): ReadRecord {
  const scanner = new JsonScanner(Buffer.from(line), MAX_NESTING);
  try {
    const record = scanner.peek() === 'object' ? readFields(scanner, READERS) : scanner.skip();
    scanner.end();
    return record ?? {};
  } catch (error) {
    if (!(error instanceof ValidationFailedException)) throw error;
    throw new StorageInputError([{ field: 'value', message: TOO_DEEP }]);
  }
}

function isMoment(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < YEAR_10000_MS;
}

function counterText(value: JsonValue | undefined): string {
  const encoding = value?.encoding;
  const number = encoding && 'text' in encoding ? (JSON.parse(encoding.text) as unknown) : undefined;
  if (Number.isSafeInteger(number)) return String(number);
  throw new StorageInputError([{ field: 'value', message: 'must be a safe whole number' }]);
}
