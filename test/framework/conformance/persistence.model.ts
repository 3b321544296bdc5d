import {
  PersistenceConflictError,
  PersistenceNotANumberError,
  type Entry,
  type Operation,
  type OperationResult,
} from '../../../src/persistence/index.js';

/** A version that only the store knows so far. */
const NEW = '';

/** The contract on a plain Map, as simply as it can be said. */
export class PersistenceModel {
  private records = new Map<string, Entry>();

  constructor(private readonly now: () => number) {}

  versionOf(key: string): string | undefined {
    return this.live(key)?.version;
  }

  batch(operations: readonly Operation[]): OperationResult[] {
    const before = new Map(this.records);
    try {
      return operations.map((operation) => this.apply(operation));
    } catch (error) {
      this.records = before;
      throw error;
    }
  }

  /** Takes over the versions that the store made. */
  adopt(entries: readonly Entry[]): void {
    for (const { key, version } of entries) {
      const entry = this.records.get(key);
      if (entry?.version === NEW) this.records.set(key, { ...entry, version });
    }
  }

  entries(): unknown[] {
    return [...this.records.keys()]
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .flatMap((key) => this.live(key) ?? [])
      .map((entry) => ({
        ...entry,
        version: entry.version === NEW ? (expect.any(String) as unknown) : entry.version,
      }));
  }

  private apply(operation: Operation): OperationResult {
    const current = this.live(operation.key);
    switch (operation.type) {
      case 'upsert':
        this.check(operation.key, operation.version);
        this.write(operation.key, operation.value, this.expiry(operation.ttlSeconds));
        return { type: 'upsert', version: NEW, created: current === undefined };
      case 'delete':
        this.check(operation.key, operation.version);
        return { type: 'delete', deleted: current !== undefined && this.records.delete(operation.key) };
      case 'increment': {
        if (current !== undefined && !/^-?\d+$/.test(current.value))
          throw new PersistenceNotANumberError(operation.key);
        const value = Number(current?.value ?? 0) + operation.by;
        if (!Number.isSafeInteger(value)) throw new PersistenceNotANumberError(operation.key);
        this.write(
          operation.key,
          String(value),
          current === undefined ? this.expiry(operation.ttlSeconds) : current.expiresAt,
        );
        return { type: 'increment', value };
      }
    }
  }

  private check(key: string, expected: string | null | undefined): void {
    const current = this.live(key)?.version ?? null;
    if (expected !== undefined && expected !== current) throw new PersistenceConflictError(key, current);
  }

  private write(key: string, value: string, expiresAt: number | undefined): void {
    this.records.set(key, { key, value, version: NEW, ...(expiresAt === undefined ? {} : { expiresAt }) });
  }

  private live(key: string): Entry | undefined {
    const entry = this.records.get(key);
    return entry !== undefined && (entry.expiresAt === undefined || entry.expiresAt > this.now())
      ? entry
      : undefined;
  }

  private expiry(ttlSeconds: number | undefined): number | undefined {
    return ttlSeconds === undefined ? undefined : this.now() + ttlSeconds * 1_000;
  }
}
