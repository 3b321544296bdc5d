import { PersistenceConflictError } from '../persistence.errors.js';
import type {
  DeleteOperation,
  Entry,
  IncrementOperation,
  Operation,
  OperationResult,
  PutOperation,
  Version,
} from '../persistence.js';
import type { VersionSource } from '../version-source.js';
import { addWholeNumber } from '../whole-number.js';

/** Applies operations to records in memory, and tells what then has to be written. */
export class RecordChanges {
  private readonly records = new Map<string, Entry>();
  /** Also the expired ones: deleting such a record removes what is stored of it. */
  private readonly stored: ReadonlySet<string>;
  private readonly changed = new Set<string>();

  /** @param now milliseconds since the epoch */
  constructor(
    stored: readonly (Entry | undefined)[],
    private readonly versions: VersionSource,
    private readonly now: number,
  ) {
    const found = stored.filter((entry) => entry !== undefined);
    this.stored = new Set(found.map(({ key }) => key));
    for (const entry of found) {
      if (entry.expiresAt === undefined || entry.expiresAt > now) this.records.set(entry.key, entry);
    }
  }

  /** @throws PersistenceConflictError | PersistenceNotANumberError */
  apply(operation: Operation): OperationResult {
    switch (operation.type) {
      case 'put':
        return this.put(operation);
      case 'delete':
        return this.delete(operation);
      case 'increment':
        return this.increment(operation);
    }
  }

  /** The records to write, in the order of the first operation on each; `undefined` for one to remove. */
  writes(): [string, Entry | undefined][] {
    return [...this.changed]
      .map((key): [string, Entry | undefined] => [key, this.records.get(key)])
      .filter(([key, record]) => record !== undefined || this.stored.has(key));
  }

  private put({ key, value, expected, ttlSeconds }: PutOperation): OperationResult {
    const current = this.require(key, expected);
    const version = this.write(key, value, this.expiry(ttlSeconds));
    return { type: 'put', version, created: current === null };
  }

  private delete({ key, expected }: DeleteOperation): OperationResult {
    const current = this.require(key, expected);
    this.records.delete(key);
    this.changed.add(key);
    return { type: 'delete', deleted: current !== null };
  }

  private increment({ key, by, ttlSeconds }: IncrementOperation): OperationResult {
    const record = this.records.get(key);
    const value = addWholeNumber(key, record?.value, by);
    this.write(key, String(value), record ? record.expiresAt : this.expiry(ttlSeconds));
    return { type: 'increment', value };
  }

  private require(key: string, expected: Version | null | undefined): Version | null {
    const current = this.records.get(key)?.version ?? null;
    if (expected !== undefined && expected !== current) throw new PersistenceConflictError(key, current);
    return current;
  }

  private write(key: string, value: string, expiresAt: number | undefined): Version {
    const version = this.versions.next();
    this.records.set(key, { key, value, version, ...(expiresAt !== undefined && { expiresAt }) });
    this.changed.add(key);
    return version;
  }

  private expiry(ttlSeconds: number | undefined): number | undefined {
    return ttlSeconds === undefined ? undefined : this.now + ttlSeconds * 1_000;
  }
}
