import { chmod } from 'node:fs/promises';
import { type Clock } from 'monday-persistence/clock';
import {
  GroupCommit,
  openSqliteDatabase,
  closeSqliteDatabase,
  type SqliteDatabase,
} from 'monday-persistence/sqlite';
import { CommandError } from '../command-error.js';
import { decodeDocument, type Document } from '../document.js';
import { meetsArray, namesOf } from '../queries/paths.js';
import { type Range } from '../queries/plan.js';
import { Catalog } from './catalog.js';
import { type Collection } from './collection.js';
import { type DocumentView, type StoredDocument, type WrittenDocument } from './document-view.js';
import { indexKey, type Index } from './index-definition.js';
import { prepareStatements, type Statements } from './statements.js';
import { TABLES } from './tables.js';

const LOCK_TIMEOUT_MS = 2_000;
const FIRST_PAGE = 16;
const MAX_PAGE = 512;
const CACHE_KIB = 16 * 1024;
const ZERO = Buffer.from([0]);

interface EntryRow {
  readonly key: Uint8Array;
  readonly id: number;
}

interface DocumentRow {
  readonly id: number;
  readonly key: Uint8Array;
  readonly version: number;
  readonly body: Uint8Array;
}

/** A database in one SQLite file. Its view is all that is committed. Reads and writes are synchronous. */
export class DocumentStore implements DocumentView {
  readonly catalog: Catalog;
  private readonly group: GroupCommit;
  private readonly statements: Statements;
  private written: number;

  private constructor(
    private readonly db: SqliteDatabase,
    clock: Pick<Clock, 'now'>,
  ) {
    this.group = new GroupCommit(db, LOCK_TIMEOUT_MS);
    this.statements = prepareStatements(db);
    this.catalog = new Catalog(db);
    // Above every version of an earlier run.
    this.written = clock.now() * 1000;
  }

  /** Opens the file, and creates it and its tables if they do not exist, readable only for this user. */
  static async open(path: string, clock: Pick<Clock, 'now'>): Promise<DocumentStore> {
    const db = await openSqliteDatabase(path);
    await chmod(path, 0o600);
    db.exec('PRAGMA journal_mode = WAL');
    // An acknowledged write survives the end of the process; only a power failure may lose the last ones.
    db.exec('PRAGMA synchronous = NORMAL');
    db.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    db.exec(TABLES);
    return new DocumentStore(db, clock);
  }

  /** Grows with every write. */
  get version(): number {
    return this.written;
  }

  /** Runs work that writes together with other such work of the same moment. Resolves when it is on the disk. */
  async write<T>(work: () => T, bytes: number): Promise<T> {
    try {
      return await this.group.submit(work, { savepoint: false, weight: bytes });
    } catch (error) {
      // All that was written together was taken back, also a collection that it had made.
      this.catalog.load();
      throw error;
    }
  }

  /** Inside of `write`: all changes of the work or, if it throws, none. */
  atomically<T>(work: () => T): T {
    this.db.exec('SAVEPOINT whole');
    try {
      const result = work();
      this.db.exec('RELEASE whole');
      return result;
    } catch (error) {
      this.db.exec('ROLLBACK TO whole; RELEASE whole');
      // Also a collection or an index that the work had made is gone.
      this.catalog.load();
      throw error;
    }
  }

  get(collection: Collection, key: Buffer): StoredDocument | undefined {
    const row = this.statements.get.get(collection.id, key) as DocumentRow | undefined;
    return row && stored(row);
  }

  *scan(collection: Collection, { index, lower, upper, isReversed }: Range): Iterable<StoredDocument> {
    const { statements } = this;
    const [forward, backward] = index
      ? ([statements.entriesForward, statements.entriesBackward] as const)
      : ([statements.keysForward, statements.keysBackward] as const);
    const statement = isReversed ? backward : forward;
    let [from, to]: [Uint8Array, Uint8Array] = [lower, upper];
    for (let size = FIRST_PAGE; ; size = Math.min(size * 4, MAX_PAGE)) {
      const rows = statement.all(index?.id ?? collection.id, from, to, size) as EntryRow[];
      for (const { id } of rows) {
        const row = statements.body.get(id) as DocumentRow | undefined;
        if (row) yield stored(row);
      }
      const last = rows.at(-1);
      if (!last || rows.length < size) return;
      if (isReversed) to = last.key;
      else from = Buffer.concat([last.key, ZERO]);
    }
  }

  put(collection: Collection, { key, document, body }: WrittenDocument): void {
    const { statements } = this;
    const before = statements.get.get(collection.id, key) as DocumentRow | undefined;
    for (const index of collection.indexes) this.requireUnique(index, key, document);
    const { id } = statements.put.get(collection.id, key, ++this.written, body) as { id: number };
    if (collection.indexes.length === 0) return;
    const previous = before && decodeDocument(before.body);
    for (const index of collection.indexes) this.enter(index, { id, key, document, previous });
  }

  remove(collection: Collection, { key }: StoredDocument): void {
    const row = this.statements.get.get(collection.id, key) as DocumentRow | undefined;
    if (!row) return;
    this.written++;
    this.statements.remove.run(row.id);
    if (collection.indexes.length === 0) return;
    const document = decodeDocument(row.body);
    for (const index of collection.indexes) {
      const entry = entryKey(index, key, document);
      if (entry) this.statements.removeEntry.run(index.id, entry);
    }
  }

  /** Adds the documents that are there to a new index. @throws CommandError DuplicateKey */
  fill(collection: Collection, index: Index): void {
    const all = { index: undefined, lower: Buffer.alloc(0), upper: Buffer.from([0xff]), isReversed: false };
    for (const { key, body } of this.scan(collection, all)) {
      const document = decodeDocument(body);
      this.requireUnique(index, key, document);
      const { id } = this.statements.get.get(collection.id, key) as DocumentRow;
      this.enter(index, { id, key, document, previous: undefined });
    }
  }

  /** How many documents a collection has. */
  count(collection: Collection): number {
    return (this.statements.count.get(collection.id) as { count: number }).count;
  }

  /** A value that is kept beside the documents. */
  setting(name: string, initial: () => string): string {
    const known = this.statements.setting.get(name) as { value: string } | undefined;
    if (known) return known.value;
    const value = initial();
    this.statements.setSetting.run(name, value);
    return value;
  }

  async close(): Promise<void> {
    await this.group.drain();
    closeSqliteDatabase(this.db);
  }

  private requireUnique(index: Index, key: Buffer, document: Document): void {
    if (!index.unique) return;
    const fields = indexKey(index, document);
    if (!fields) return;
    const upper = Buffer.concat([fields, Buffer.from([0xff])]);
    const rows = this.statements.entriesForward.all(index.id, fields, upper, 2) as EntryRow[];
    const own = Buffer.concat([fields, key]);
    if (rows.some((row) => !own.equals(row.key))) throw duplicateKey(index.name);
  }

  private enter(
    index: Index,
    entered: {
      readonly id: number;
      readonly key: Buffer;
      readonly document: Document;
      readonly previous: Document | undefined;
    },
  ): void {
    const before = entered.previous && entryKey(index, entered.key, entered.previous);
    const after = entryKey(index, entered.key, entered.document);
    if (before && after?.equals(before)) return;
    if (before) this.statements.removeEntry.run(index.id, before);
    if (after) this.statements.addEntry.run(index.id, after, entered.id);
    if (!index.meetsArrays && index.fields.some(({ path }) => meetsArray(entered.document, namesOf(path)))) {
      this.catalog.noteArrays(index);
    }
  }
}

/** The refusal of a second document with the same value. */
export function duplicateKey(index: string): CommandError {
  return new CommandError('DuplicateKey', `E11000 duplicate key error index: ${index}`);
}

function entryKey(index: Index, key: Buffer, document: Document): Buffer | undefined {
  const fields = indexKey(index, document);
  return fields && Buffer.concat([fields, key]);
}

const stored = ({ key, version, body }: DocumentRow): StoredDocument => ({
  key: Buffer.from(key),
  version,
  body,
});
