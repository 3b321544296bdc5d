import { type Persistence } from '../../persistence/index.js';
import { type ObjectKey } from '../object-storage.driver.js';
import { type ObjectInfo } from '../object-storage.types.js';

/** The record of an object whose bytes are in a file. */
export interface ObjectRecord extends Omit<ObjectInfo, 'name' | 'updatedAt'> {
  /** Name of the file, which is never used again. */
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** A file that belongs to no object: one that is being written, or that was replaced. */
export interface UnusedFile {
  readonly key: string;
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Of the objects of all accounts. */
const OBJECTS = 'objects/records/';
/** Of files without an object. */
const UNUSED = 'objects/unused/';
const PAGE = 100;

export const objectsPrefix = (accountId: string): string => `${OBJECTS}${encodeURIComponent(accountId)}/`;

/**
 * The records of objects, and of files that belong to none. A file is recorded as unused before it is written, and in the
 * same unit in which its object is replaced, so that a crash leaves no file behind that nobody knows.
 */
export class ObjectRecords {
  constructor(private readonly persistence: Persistence) {}

  async find(key: ObjectKey): Promise<ObjectRecord | undefined> {
    const entry = await this.persistence.get(keyOf(key));
    return entry && (JSON.parse(entry.value) as ObjectRecord);
  }

  async list(
    accountId: string,
    {
      prefix,
      after,
      limit,
    }: { readonly prefix: string; readonly after: string | undefined; readonly limit: number },
  ): Promise<{ readonly name: string; readonly record: ObjectRecord }[]> {
    const start = objectsPrefix(accountId);
    const entries = await this.persistence.scan({
      prefix: start + prefix,
      limit,
      owner: accountId,
      ...(after !== undefined && { after: start + after }),
    });
    return entries.map(({ key, value }) => ({
      name: key.slice(start.length),
      record: JSON.parse(value) as ObjectRecord,
    }));
  }

  /** Records a file before it is written. */
  async reserve(accountId: string, file: string, since: number): Promise<void> {
    await this.persistence.upsert(unusedKey(accountId, file), String(since), { owner: accountId });
  }

  /** Makes the file the object's. Resolves to the file that it replaces, which is unused from now on. */
  async replace(key: ObjectKey, record: ObjectRecord): Promise<string | undefined> {
    const { accountId } = key;
    const { before } = await this.persistence.update(keyOf(key), (current) => {
      const replaced = fileIn(current?.value);
      const reserved = { type: 'delete' as const, key: unusedKey(accountId, record.file) };
      return {
        value: JSON.stringify(record),
        owner: accountId,
        others: [reserved, ...this.unused(accountId, replaced, record.updatedAt)],
        before: replaced,
      };
    });
    return before;
  }

  /** Removes the object. Resolves to its file, which is unused from now on. */
  async remove(key: ObjectKey, now: number): Promise<string | undefined> {
    const removed = await this.persistence.update(keyOf(key), (current) => {
      const file = fileIn(current?.value);
      if (file === undefined) return undefined;
      return { value: null, others: this.unused(key.accountId, file, now), file };
    });
    return removed?.file;
  }

  /** Forgets an unused file, which is deleted. */
  async release(accountId: string, file: string): Promise<void> {
    await this.persistence.delete(unusedKey(accountId, file));
  }

  /** Files that belong to no object, of one account or of all. */
  async *unusedFiles(accountId?: string): AsyncGenerator<UnusedFile, void, void> {
    const prefix = accountId === undefined ? UNUSED : `${UNUSED}${encodeURIComponent(accountId)}/`;
    for await (const page of this.persistence.pages({ prefix, limit: PAGE, owner: accountId })) {
      for (const { key, value } of page) {
        yield { key, file: key.slice(key.lastIndexOf('/') + 1), since: Number(value) };
      }
    }
  }

  async forget({ key }: UnusedFile): Promise<void> {
    await this.persistence.delete(key);
  }

  private unused(accountId: string, file: string | undefined, since: number) {
    if (file === undefined) return [];
    const key = unusedKey(accountId, file);
    return [{ type: 'upsert' as const, key, value: String(since), owner: accountId }];
  }
}

function keyOf({ accountId, name }: ObjectKey): string {
  return `${objectsPrefix(accountId)}${name}`;
}

function unusedKey(accountId: string, file: string): string {
  return `${UNUSED}${encodeURIComponent(accountId)}/${file}`;
}

function fileIn(value: string | undefined): string | undefined {
  return value === undefined ? undefined : (JSON.parse(value) as ObjectRecord).file;
}
