import { runAs } from '../../caller/index.js';
import { type Entry, type Persistence } from '../../persistence/index.js';
import { NO_STORAGE_LIMITS } from '../storage/account-quota.js';
import { type CollectionDeclaration } from './collection-declaration.js';
import { documentTextOf, entriesOfRecord, entryOperations } from './collection-document.js';
import { documentsPrefix } from './collection-keys.js';
import { CollectionInputError } from './collection.errors.js';
import { CollectionStore } from './collection.store.js';

const PAGE = 100;
const PAGE_BYTES = 1024 * 1024;

/** Exports, imports and deletes the documents of all collections of an account. For operators. */
export class DocumentArchive {
  private readonly store: CollectionStore;

  /** @param declarations the collections into which documents can be imported */
  constructor(
    private readonly persistence: Persistence,
    private readonly accountId: string,
    private readonly declarations: readonly CollectionDeclaration[],
  ) {
    this.store = new CollectionStore(persistence, NO_STORAGE_LIMITS);
  }

  /** Each document as one line of JSON. */
  async *lines(): AsyncGenerator<string, void, void> {
    for await (const { key, value } of this.entries()) {
      const fields = JSON.stringify(this.nameOf(key));
      yield `${fields.slice(0, -1)},"value":${documentTextOf(value)}}`;
    }
  }

  /**
   * Imports a document, and replaces an existing one.
   * @throws CollectionInputError if the collection is not declared or the document breaks its rules
   */
  async write(collection: unknown, id: unknown, document: unknown): Promise<void> {
    const declaration = this.declarations.find(({ name }) => name === collection);
    if (declaration === undefined) {
      throw new CollectionInputError([{ field: 'collection', message: 'is not declared by a feature' }]);
    }
    const put = { type: 'put', id: id as string, document } as const;
    const caller = { accountId: this.accountId, userId: 'import', kind: 'job' } as const;
    await runAs(caller, () => this.store.batch(declaration, [put], [], () => ''));
  }

  /** Deletes all documents, each with its index entries, and yields the number of documents. */
  async *purge(): AsyncGenerator<number, void, void> {
    let deleted = 0;
    for await (const { key } of this.entries()) {
      const { collection, id } = this.nameOf(key);
      const place = { accountId: this.accountId, id };
      const isDeleted = await this.persistence.update(key, (current) => {
        if (current === undefined) return undefined;
        const before = entriesOfRecord(collection, place, current.value);
        return { value: null, others: entryOperations(place, before, undefined) };
      });
      if (isDeleted) deleted += 1;
      yield deleted;
    }
  }

  private nameOf(key: string): { readonly collection: string; readonly id: string } {
    const name = key.slice(documentsPrefix(this.accountId).length);
    const slash = name.indexOf('/');
    return { collection: name.slice(0, slash), id: name.slice(slash + 1) };
  }

  private async *entries(): AsyncGenerator<Entry, void, void> {
    const prefix = documentsPrefix(this.accountId);
    const pages = this.persistence.pages({ prefix, limit: PAGE, maxBytes: PAGE_BYTES });
    for await (const page of pages) yield* page;
  }
}
