import { Injectable, type Type } from '@nestjs/common';
import { type TransactionalWrites } from '../../persistence/index.js';
import { type CollectionDeclaration, type Indexes, type IndexesOf } from './collection-declaration.js';
import {
  type CollectionOperation,
  type CollectionOperationResult,
  type CollectionPage,
  type CollectionQuery,
  type DeleteDocumentOptions,
  type PutOptions,
  type StoredDocument,
} from './collection.types.js';
import { CollectionStore } from './collection.store.js';

/**
 * Many small JSON documents of the caller's account that can be listed by the values of their fields. The account comes
 * from the caller's context, never from an argument. See {@link collection} for the declaration.
 *
 * - Ids have 1 to 256 UTF-16 units, compared exactly; not `.`, `..`, U+0000 or lone surrogates.
 * - Documents are JSON objects of at most 64 KiB. `T` is not checked when they are read.
 * - A write changes a document and its indexes atomically; writes that happen together are all complete.
 *
 * Every method @throws CollectionInputError if an argument breaks the rules, and PersistenceUnsupportedError if the store
 * has no scan or atomic batch (docs/drivers.md).
 */
export abstract class Collection<T extends object> {
  constructor(
    private readonly collections: CollectionStore,
    private readonly declaration: CollectionDeclaration,
  ) {
    collections.add(declaration);
  }

  /** The document, or `undefined`. */
  async get(id: string): Promise<StoredDocument<T> | undefined> {
    return (await this.collections.get(this.declaration, id)) as StoredDocument<T> | undefined;
  }

  /**
   * Writes a document, whole.
   * @throws CollectionVersionConflictError if `version` is given and is not the current one; nothing is written
   * @throws StorageQuotaExceededError if the account has a quota
   */
  async put(
    id: string,
    document: T,
    options: PutOptions = {},
  ): Promise<{ version: string; created: boolean }> {
    const operation = { ...options, type: 'put', id, document } as const;
    const [result] = await this.collections.batch(this.declaration, [operation], [], () => '');
    const { version, created } = result as Extract<CollectionOperationResult, { type: 'put' }>;
    return { version, created };
  }

  /**
   * Resolves to whether the document existed.
   * @throws CollectionVersionConflictError if `version` is given and is not the current one
   */
  async delete(id: string, options: DeleteDocumentOptions = {}): Promise<boolean> {
    const operation = { ...options, type: 'delete', id } as const;
    const [result] = await this.collections.batch(this.declaration, [operation], [], () => '');
    return result?.type === 'delete' && result.deleted;
  }

  /**
   * Executes all operations atomically; at most 100, each for another id. A write that another one comes before is
   * repeated, unless it requires a version.
   *
   * ```ts
   * await nudges.batch([{ type: 'put', id, document: nudge }], queue.prepare('nudge', { id }));
   * ```
   * @param joined written as part of the same unit, such as messages of `QueueService.prepare`
   * @throws CollectionVersionConflictError
   */
  batch(
    operations: readonly CollectionOperation<T>[],
    ...joined: readonly TransactionalWrites[]
  ): Promise<CollectionOperationResult[]> {
    return this.collections.batch(this.declaration, operations, joined);
  }

  /**
   * Prepares operations that are written atomically with a batch of storage or of another collection:
   * `storage.batch(rows, await nudges.prepare(operations))`. That batch throws PersistenceConflictError if a document
   * changed after this call, and PersistenceUnsupportedError if it is in another store.
   */
  prepare(operations: readonly CollectionOperation<T>[]): Promise<TransactionalWrites> {
    return this.collections.prepare(this.declaration, operations);
  }

  /**
   * One page of documents, ordered by an indexed field and then by id. Numbers and dates are compared by value, text by
   * its UTF-8 bytes. Pages neither skip nor repeat a document that does not change in the meantime.
   * @throws CollectionIndexIncompleteError if the index was added to existing documents and not yet built
   */
  async query(query: CollectionQuery<keyof T & string> = {}): Promise<CollectionPage<T>> {
    return (await this.collections.query(this.declaration, query)) as CollectionPage<T>;
  }
}

/** A class of {@link collection}, which is also the token to inject it. */
export interface CollectionType<T extends object = object> extends Type<Collection<T>> {
  readonly declaration: CollectionDeclaration;
}

/**
 * Declares a collection. List the class in `collections` of a feature and inject it.
 *
 * ```ts
 * export class Nudges extends collection<Nudge>({ name: 'nudges', indexes: { sentAt: 'date', boardId: 'text' } }) {}
 *
 * const { records, cursor } = await nudges.query({ index: 'sentAt', from, to, limit: 50 });
 * ```
 * @param declaration `indexes` names the fields that can be queried: at most 8, of numbers, text of at most 512 bytes, or
 *   dates in ISO 8601. A document without a value of the field is not in its index.
 */
export function collection<T extends object>(declaration: {
  readonly name: string;
  readonly indexes: IndexesOf<T>;
}): CollectionType<T> {
  const declared = { name: declaration.name, indexes: declaration.indexes as Indexes };
  @Injectable()
  class DeclaredCollection extends Collection<T> {
    static readonly declaration = declared;

    constructor(collections: CollectionStore) {
      super(collections, declared);
    }
  }
  return DeclaredCollection;
}
