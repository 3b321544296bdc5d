import { randomUUID } from 'node:crypto';
import { type Clock } from '../../clock/index.js';
import { type Persistence } from '../../persistence/index.js';
import { ObjectStorageInputError, ObjectStorageUnsupportedError } from '../object-storage.errors.js';
import {
  ObjectStorageDriver,
  type DriverList,
  type DriverPut,
  type ObjectKey,
} from '../object-storage.driver.js';
import {
  type ObjectInfo,
  type ObjectList,
  type PresignedUpload,
  type StoredObject,
} from '../object-storage.types.js';
import { ObjectFiles } from './object-files.js';
import { ObjectRecords, type ObjectRecord } from './object-records.js';

export interface DiskDriverOptions {
  /** Folder of the files, which is made if it is missing. */
  readonly folder: string;
  /** Keeps the records; it must be able to list them. */
  readonly persistence: Persistence;
  readonly clock: Clock;
}

const MAX_BYTES = 500 * 1024 * 1024;
/** Longer than an upload takes. */
const UNUSED_MS = 24 * 60 * 60 * 1000;
const SWEEP_EVERY_MS = 60 * 60 * 1000;
/** An object that is replaced as often while it is opened is not read. */
const MAX_OPENINGS = 5;

/**
 * Objects as files in one folder, and their records in `Persistence`. A put writes and syncs a new file, and then changes
 * the record, so that a crash leaves the old object or the new one. Files that a crash left behind are deleted a day later.
 */
export class DiskObjectStorageDriver extends ObjectStorageDriver {
  readonly capabilities = { maxBytes: MAX_BYTES, presignedUpload: false };
  private readonly files: ObjectFiles;
  private readonly records: ObjectRecords;
  private sweptAt = -Infinity;
  private sweeping: Promise<void> = Promise.resolve();

  /** @throws ObjectStorageUnsupportedError if the persistence cannot list records */
  constructor(private readonly options: DiskDriverOptions) {
    super();
    if (!options.persistence.capabilities.scan) {
      throw new ObjectStorageUnsupportedError('files on disk, because its records cannot be listed');
    }
    this.files = new ObjectFiles(options.folder);
    this.records = new ObjectRecords(options.persistence);
  }

  override async put(key: ObjectKey, { contentType, content }: DriverPut): Promise<ObjectInfo> {
    this.sweepIfDue();
    const file = randomUUID();
    await this.records.reserve(key.accountId, file, this.now());
    try {
      const size = await this.files.write(
        file,
        withinTime(content, () => this.now()),
      );
      const record = { file, size, contentType, etag: file, updatedAt: this.now() };
      await this.discard(key.accountId, await this.records.replace(key, record));
      return infoOf(key.name, record);
    } catch (error) {
      if ((await this.records.find(key))?.file !== file) await this.discard(key.accountId, file);
      throw error;
    }
  }

  override async get(key: ObjectKey): Promise<StoredObject | undefined> {
    for (let opening = 0; opening < MAX_OPENINGS; opening += 1) {
      const record = await this.records.find(key);
      if (!record) return undefined;
      const content = await this.files.read(record.file);
      if (content) return { ...infoOf(key.name, record), content };
    }
    throw new Error('The file of an object is missing.');
  }

  override async head(key: ObjectKey): Promise<ObjectInfo | undefined> {
    const record = await this.records.find(key);
    return record && infoOf(key.name, record);
  }

  override async delete(key: ObjectKey): Promise<boolean> {
    this.sweepIfDue();
    const file = await this.records.remove(key, this.now());
    await this.discard(key.accountId, file);
    return file !== undefined;
  }

  override async list(accountId: string, { prefix, cursor, limit }: DriverList): Promise<ObjectList> {
    const after = cursor === undefined ? undefined : readCursor(cursor, prefix);
    const found = await this.records.list(accountId, { prefix, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      objects: page.map(({ name, record }) => infoOf(name, record)),
      ...(found.length > limit && last ? { cursor: writeCursor(last.name) } : {}),
    };
  }

  override presignUpload(): Promise<PresignedUpload> {
    return Promise.reject(new ObjectStorageUnsupportedError('presigned uploads'));
  }

  override async close(): Promise<void> {
    await this.sweeping;
  }

  /** Deletes files that a crash left behind. Resolves to their number. */
  async sweep(): Promise<number> {
    let deleted = 0;
    for await (const unused of this.records.unusedFiles()) {
      if (unused.since > this.now() - UNUSED_MS) continue;
      await this.files.remove(unused.file);
      await this.records.forget(unused);
      deleted += 1;
    }
    return deleted;
  }

  private sweepIfDue(): void {
    if (this.now() - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = this.now();
    // What is left is deleted by a later one.
    this.sweeping = this.sweep().then(
      () => undefined,
      () => undefined,
    );
  }

  private async discard(accountId: string, file: string | undefined): Promise<void> {
    if (file === undefined) return;
    await this.files.remove(file);
    await this.records.release(accountId, file);
  }

  private now(): number {
    return this.options.clock.now();
  }
}

/** The name with which a page ended. */
const writeCursor = (name: string): string => Buffer.from(name).toString('base64url');

/** @throws ObjectStorageInputError for a cursor that no page with this prefix ended with */
function readCursor(cursor: string, prefix: string): string {
  const name = Buffer.from(cursor, 'base64url').toString('utf8');
  const isOurs = writeCursor(name) === cursor && name.startsWith(prefix) && !name.includes('\0');
  if (isOurs) return name;
  throw new ObjectStorageInputError([{ field: 'cursor', message: 'must be of a page with this prefix' }]);
}

function infoOf(name: string, { size, contentType, etag, updatedAt }: ObjectRecord): ObjectInfo {
  return { name, size, contentType, etag, updatedAt: new Date(updatedAt) };
}

/** A file that is written for longer than this would be deleted as unused. */
async function* withinTime(
  content: AsyncIterable<Uint8Array>,
  now: () => number,
): AsyncGenerator<Uint8Array, void, void> {
  const end = now() + UNUSED_MS / 2;
  for await (const chunk of content) {
    if (now() > end) throw new Error('An upload took too long.');
    yield chunk;
  }
}
