import { retry, type RetryOptions } from 'monday-persistence/driver-kit';
import { requireCaller } from '../../caller/index.js';
import {
  PersistenceConflictError,
  PersistenceQuotaExceededError,
  PersistenceUnsupportedError,
  type Operation,
  type OperationResult,
  type Persistence,
  type TransactionalWrites,
} from '../../persistence/index.js';
import { quotaOf, type StorageLimits } from '../storage/account-quota.js';
import { StorageQuotaExceededError } from '../storage/storage.errors.js';
import { type CollectionDeclaration } from './collection-declaration.js';
import {
  entriesOfRecord,
  entryOperations,
  indexDocument,
  readRecord,
  writeRecord,
} from './collection-document.js';
import { CollectionIndexes } from './collection-indexes.js';
import { checkId, checkOperations } from './collection-input.js';
import { documentsPrefix, idOfEntry } from './collection-keys.js';
import { prepareQuery } from './collection-query.js';
import {
  type CollectionOperation,
  type CollectionOperationResult,
  type CollectionPage,
  type CollectionQuery,
  type StoredDocument,
} from './collection.types.js';
import { CollectionVersionConflictError } from './collection.errors.js';

type AnyOperation = CollectionOperation<unknown>;

/** The writes of one operation; the first is that of the document. None if there is nothing to delete. */
interface Plan {
  readonly operation: AnyOperation;
  readonly writes: readonly Operation[];
}

/** Each retry means that another write succeeded. */
const CONFLICT_RETRY = { maxAttempts: 20, limitMs: 10_000, maxPauseMs: 50 } satisfies Partial<RetryOptions>;

/** Reads and writes the documents of all collections, for the caller's account. Features use {@link Collection}. */
export class CollectionStore {
  readonly indexes: CollectionIndexes;
  private readonly declared = new Map<string, CollectionDeclaration>();

  constructor(
    private readonly persistence: Persistence,
    private readonly limits: StorageLimits,
  ) {
    this.indexes = new CollectionIndexes(persistence);
  }

  /** Whether the store supports collections. */
  get isSupported(): boolean {
    return supportsCollections(this.persistence);
  }

  /** The collections of the app. */
  get all(): readonly CollectionDeclaration[] {
    return [...this.declared.values()];
  }

  add(declaration: CollectionDeclaration): void {
    this.declared.set(declaration.name, declaration);
  }

  async get(declaration: CollectionDeclaration, id: string): Promise<StoredDocument<unknown> | undefined> {
    checkId(id);
    await this.open(declaration);
    const key = documentsPrefix(requireCaller().accountId, declaration.name) + id;
    const entry = await this.persistence.get(key);
    return entry && { id, document: readRecord(entry.value).document, version: entry.version };
  }

  /** @param path of an operation in the caller's input */
  async batch(
    declaration: CollectionDeclaration,
    operations: readonly AnyOperation[],
    joined: readonly TransactionalWrites[],
    path?: (index: number) => string,
  ): Promise<CollectionOperationResult[]> {
    const prefix = documentsPrefix(requireCaller().accountId, declaration.name);
    const ids = new Map(operations.map(({ id }) => [prefix + id, id]));
    const isRetriable = (error: unknown): boolean =>
      error instanceof PersistenceConflictError && ids.has(error.key);
    try {
      return await retry(() => this.attempt(declaration, operations, joined, path), {
        ...CONFLICT_RETRY,
        isRetriable,
      });
    } catch (error) {
      if (error instanceof PersistenceConflictError && ids.has(error.key)) {
        throw new CollectionVersionConflictError(ids.get(error.key) ?? '', error.currentVersion);
      }
      if (error instanceof PersistenceQuotaExceededError) {
        throw new StorageQuotaExceededError(error.limit, error.maximum);
      }
      throw error;
    }
  }

  async prepare(
    declaration: CollectionDeclaration,
    operations: readonly AnyOperation[],
  ): Promise<TransactionalWrites> {
    const plans = await this.plan(declaration, operations);
    const writes = plans.flatMap((plan) => plan.writes);
    return {
      operationsFor: (store) => {
        if (store !== this.persistence) {
          throw new PersistenceUnsupportedError('a batch with a collection in another store');
        }
        return writes;
      },
      onCommitted: () => undefined,
    };
  }

  async query(declaration: CollectionDeclaration, query: CollectionQuery): Promise<CollectionPage<unknown>> {
    const { accountId } = requireCaller();
    const { scan, index, limit, cursorAt } = prepareQuery(accountId, declaration, query);
    await this.open(declaration);
    if (index !== undefined) await this.indexes.requireComplete(declaration, index);
    const entries = await this.persistence.scan(scan);
    const records = entries.slice(0, limit).map(({ key, value }) => {
      const suffix = key.slice(scan.prefix.length);
      return index === undefined
        ? { id: suffix, document: readRecord(value).document }
        : { id: idOfEntry(suffix), document: JSON.parse(value) as unknown };
    });
    const last = entries.length > limit ? entries[limit - 1] : undefined;
    return last === undefined ? { records } : { records, cursor: cursorAt(last.key) };
  }

  private async open(declaration: CollectionDeclaration): Promise<void> {
    if (!this.isSupported) throw new PersistenceUnsupportedError('collections');
    await this.indexes.open(declaration);
  }

  private async attempt(
    declaration: CollectionDeclaration,
    operations: readonly AnyOperation[],
    joined: readonly TransactionalWrites[],
    path: ((index: number) => string) | undefined,
  ): Promise<CollectionOperationResult[]> {
    const plans = await this.plan(declaration, operations, path);
    const others = joined.flatMap((writes) => writes.operationsFor(this.persistence));
    const all = [...plans.flatMap(({ writes }) => writes), ...others];
    const quota = quotaOf(requireCaller().accountId, this.limits);
    const results = await this.persistence.batch(all, { quota });
    for (const writes of joined) writes.onCommitted();
    let place = 0;
    return plans.map(({ operation, writes }) => {
      const result = writes.length > 0 ? results[place] : undefined;
      place += writes.length;
      return resultOf(operation, result);
    });
  }

  /** What the operations write at the current versions of their documents. */
  private async plan(
    declaration: CollectionDeclaration,
    operations: readonly AnyOperation[],
    path = (index: number) => `operations.${index}.`,
  ): Promise<Plan[]> {
    const { accountId } = requireCaller();
    checkOperations(operations, path);
    const documents = operations.map((operation, index) =>
      operation.type === 'put'
        ? indexDocument(
            declaration,
            { accountId, id: operation.id },
            operation.document,
            `${path(index)}document`,
          )
        : undefined,
    );
    await this.open(declaration);
    return Promise.all(
      operations.map(async (operation, index) => {
        const { id } = operation;
        const key = documentsPrefix(accountId, declaration.name) + id;
        const current = await this.persistence.get(key);
        const version = current?.version ?? null;
        if (operation.version !== undefined && operation.version !== (version ?? '')) {
          throw new CollectionVersionConflictError(id, version);
        }
        const before = current ? entriesOfRecord(declaration.name, { accountId, id }, current.value) : [];
        const document = documents[index];
        const entries = entryOperations({ accountId, id }, before, document);
        if (document !== undefined) {
          const value = writeRecord(declaration.indexes, document.text);
          const write = { type: 'upsert', key, value, version, owner: accountId } as const;
          return { operation, writes: [write, ...entries] };
        }
        if (version === null) return { operation, writes: [] };
        return { operation, writes: [{ type: 'delete', key, version } as const, ...entries] };
      }),
    );
  }
}

/** Whether a store has what collections need. */
export function supportsCollections({ capabilities }: Persistence): boolean {
  return capabilities.scan && capabilities.atomicBatch;
}

function resultOf(operation: AnyOperation, result: OperationResult | undefined): CollectionOperationResult {
  const { id } = operation;
  return result?.type === 'upsert'
    ? { type: 'put', id, version: result.version, created: result.created }
    : { type: 'delete', id, deleted: result?.type === 'delete' && result.deleted };
}
