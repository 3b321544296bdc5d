import {
  PersistenceConflictError,
  refusedAt,
  type DeleteOperation,
  type IncrementOperation,
  type Operation,
  type OperationResult,
  type UpsertOperation,
  type Version,
} from 'monday-persistence';
import { addWholeNumber, type VersionSource } from 'monday-persistence/driver-kit';
import { type VaultRecord } from './vault-record.js';

/** Applies operations to records in memory and determines the resulting writes. */
export class RecordChanges {
  private readonly records = new Map<string, VaultRecord>();
  /** Including expired records, whose deletion removes the stored value. */
  private readonly stored: ReadonlyMap<string, VaultRecord>;
  private readonly changed = new Set<string>();

  /** @param now milliseconds since the epoch */
  constructor(
    stored: readonly (VaultRecord | undefined)[],
    private readonly versions: VersionSource,
    private readonly now: number,
  ) {
    const found = stored.filter((entry) => entry !== undefined);
    this.stored = new Map(found.map((record) => [record.key, record]));
    for (const record of found) if (isLive(record, now)) this.records.set(record.key, record);
  }

  /** @throws PersistenceConflictError | PersistenceNotANumberError */
  applyAll(operations: readonly Operation[]): OperationResult[] {
    return operations.map((operation, index) => {
      try {
        return this.apply(operation);
      } catch (error) {
        throw refusedAt(index, error);
      }
    });
  }

  private apply(operation: Operation): OperationResult {
    switch (operation.type) {
      case 'upsert':
        return this.upsert(operation);
      case 'delete':
        return this.delete(operation);
      case 'increment':
        return this.increment(operation);
    }
  }

  /** The records to write, in the order of the first operation on each; `undefined` for one to remove. */
  writes(): [string, VaultRecord | undefined][] {
    return [...this.changed]
      .map((key): [string, VaultRecord | undefined] => [key, this.records.get(key)])
      .filter(([key, record]) => record !== undefined || this.stored.has(key));
  }

  /** New records, which must be added to the index of their owner. */
  created(): VaultRecord[] {
    const isNew = (key: string): boolean => {
      const before = this.stored.get(key);
      return before === undefined || !isLive(before, this.now);
    };
    return [...this.changed].filter(isNew).flatMap((key) => this.records.get(key) ?? []);
  }

  /** Stored data of deleted records. */
  removed(): VaultRecord[] {
    const gone = [...this.changed].filter((key) => !this.records.has(key));
    return gone.flatMap((key) => this.stored.get(key) ?? []);
  }

  private upsert({ key, value, version: expected, ttlSeconds, owner }: UpsertOperation): OperationResult {
    const current = this.require(key, expected);
    const version = this.write(key, value, this.expiry(ttlSeconds), owner);
    return { type: 'upsert', version, created: current === null };
  }

  private delete({ key, version: expected }: DeleteOperation): OperationResult {
    const current = this.require(key, expected);
    this.records.delete(key);
    this.changed.add(key);
    return { type: 'delete', deleted: current !== null };
  }

  private increment({ key, by, ttlSeconds, owner }: IncrementOperation): OperationResult {
    const record = this.records.get(key);
    const value = addWholeNumber(key, record?.value, by);
    this.write(key, String(value), record ? record.expiresAt : this.expiry(ttlSeconds), owner);
    return { type: 'increment', value };
  }

  private require(key: string, expected: Version | null | undefined): Version | null {
    const current = this.records.get(key)?.version ?? null;
    if (expected !== undefined && expected !== current) throw new PersistenceConflictError(key, current);
    return current;
  }

  private write(
    key: string,
    value: string,
    expiresAt: number | undefined,
    owner = this.records.get(key)?.owner,
  ): Version {
    const version = this.versions.next();
    const expiry = expiresAt === undefined ? {} : { expiresAt };
    this.records.set(key, { key, value, version, ...expiry, ...(owner !== undefined && { owner }) });
    this.changed.add(key);
    return version;
  }

  private expiry(ttlSeconds: number | undefined): number | undefined {
    return ttlSeconds === undefined ? undefined : this.now + ttlSeconds * 1_000;
  }
}

export function isLive({ expiresAt }: VaultRecord, now: number): boolean {
  return expiresAt === undefined || expiresAt > now;
}
