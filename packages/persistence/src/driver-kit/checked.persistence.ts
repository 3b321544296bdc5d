import {
  Persistence,
  type BatchOptions,
  type Entry,
  type EntryUpsertOptions,
  type EntryUpsertResult,
  type IncrementOptions,
  type Operation,
  type OperationResult,
  type Quota,
  type ScanOptions,
  type Version,
} from '../persistence.js';
import { checkKey, checkOperation, checkScan } from './persistence-input.js';

/** The result of an operation of this kind. */
export type ResultOf<O extends Operation> = Extract<OperationResult, { type: O['type'] }>;

/** A store whose driver executes operations, each of them checked before. */
export abstract class CheckedPersistence extends Persistence {
  /** The live record of a key. */
  protected abstract find(key: string): Promise<Entry | undefined>;

  /** @throws PersistenceConflictError | PersistenceNotANumberError */
  protected abstract execute(operation: Operation): Promise<OperationResult>;

  /** All or none, as far as the store can. @throws PersistenceUnsupportedError for a quota that it cannot keep */
  protected abstract executeAll(
    operations: readonly Operation[],
    quota: Quota | undefined,
  ): Promise<OperationResult[]>;

  /** @throws PersistenceUnsupportedError if it cannot list these records */
  protected abstract list(options: ScanOptions): Promise<Entry[]>;

  override async get(key: string): Promise<Entry | undefined> {
    checkKey(key);
    return this.find(key);
  }

  override async upsert(
    key: string,
    value: string,
    options?: EntryUpsertOptions,
  ): Promise<EntryUpsertResult> {
    const { version, created } = await this.executeChecked({ ...options, type: 'upsert', key, value });
    return { version, created };
  }

  override async delete(key: string, version?: Version): Promise<boolean> {
    return (await this.executeChecked({ type: 'delete', key, version })).deleted;
  }

  override async increment(key: string, by: number, options?: IncrementOptions): Promise<number> {
    return (await this.executeChecked({ ...options, type: 'increment', key, by })).value;
  }

  override async scan(options: ScanOptions): Promise<Entry[]> {
    checkScan(options);
    return this.list(options);
  }

  override async batch(
    operations: readonly Operation[],
    { quota }: BatchOptions = {},
  ): Promise<OperationResult[]> {
    operations.forEach(checkOperation);
    return this.executeAll(operations, quota);
  }

  private async executeChecked<O extends Operation>(operation: O): Promise<ResultOf<O>> {
    checkOperation(operation);
    return (await this.execute(operation)) as ResultOf<O>;
  }
}
