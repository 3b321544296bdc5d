import { COUNTED_PREFIX } from 'monday-persistence/driver-kit';
import { type Entry, type Persistence } from '../../persistence/index.js';
import { accountPrefix } from '../storage/row-keys.js';
import { type CollectionDeclaration } from './collection-declaration.js';
import { entryOperations, hasIndexes, reindexRecord } from './collection-document.js';
import { CollectionIndexes } from './collection-indexes.js';
import { documentsPrefix } from './collection-keys.js';

/** How far a run is. */
export interface ReindexProgress {
  /** Documents checked so far. */
  readonly seen: number;
  /** Documents whose index entries were written. */
  readonly written: number;
  /** Values that their index cannot contain, such as text in an index of numbers; queries do not find them. */
  readonly skippedValues: number;
}

const PAGE = 50;
const PAGE_BYTES = 1024 * 1024;
/** Follows all keys of an account. */
const LAST = '\u{10ffff}';

/**
 * Writes the entries of the declared indexes for all documents of all accounts, and deletes those of earlier indexes. It
 * runs concurrently with reads and writes, and can be stopped and started again: documents that are up to date are only
 * read. All instances of the app must have the declaration before it starts, because an older one writes documents
 * without the new index.
 */
export class CollectionReindex {
  constructor(
    private readonly persistence: Persistence,
    private readonly declaration: CollectionDeclaration,
  ) {}

  /** Yields after each page. At the end, queries may use all declared indexes. */
  async *run(): AsyncGenerator<ReindexProgress, void, void> {
    const progress = { seen: 0, written: 0, skippedValues: 0 };
    for await (const accountId of this.accounts()) {
      const prefix = documentsPrefix(accountId, this.declaration.name);
      for await (const page of this.persistence.pages({ prefix, limit: PAGE, maxBytes: PAGE_BYTES })) {
        await Promise.all(page.map((entry) => this.renew(accountId, prefix, entry, progress)));
        yield { ...progress };
      }
    }
    await new CollectionIndexes(this.persistence).finish(this.declaration);
    yield progress;
  }

  /** Accounts that have rows or documents. */
  private async *accounts(): AsyncGenerator<string, void, void> {
    let after = '';
    for (;;) {
      const [first] = await this.persistence.scan({ prefix: COUNTED_PREFIX, after, limit: 1 });
      if (first === undefined) return;
      const accountId = decodeURIComponent(first.key.split('/')[1] ?? '');
      yield accountId;
      after = `${accountPrefix(accountId)}${LAST}`;
    }
  }

  private async renew(
    accountId: string,
    prefix: string,
    entry: Entry,
    progress: { seen: number; written: number; skippedValues: number },
  ): Promise<void> {
    progress.seen += 1;
    if (hasIndexes(entry.value, this.declaration.indexes)) return;
    const place = { accountId, id: entry.key.slice(prefix.length) };
    let skipped = 0;
    const written = await this.persistence.update(entry.key, (current) => {
      // Another write may have brought it up to date, or deleted it.
      if (current === undefined || hasIndexes(current.value, this.declaration.indexes)) return undefined;
      const { before, value, document, skippedValues } = reindexRecord(
        this.declaration,
        place,
        current.value,
      );
      skipped = skippedValues;
      return { value, owner: accountId, others: entryOperations(place, before, document) };
    });
    if (written === undefined) return;
    progress.written += 1;
    progress.skippedValues += skipped;
  }
}
