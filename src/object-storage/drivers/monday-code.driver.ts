import { Readable } from 'node:stream';
import {
  ConcurrencyLimiter,
  RateLimitExceededError,
  type RateLimiter,
} from 'monday-persistence/rate-limiter';
import { withDeadline } from 'monday-persistence/deadline';
import { type Clock } from '../../clock/index.js';
import { type OutgoingCalls } from '../../telemetry/index.js';
import { ObjectStorageCallError, ObjectStorageUnsupportedError } from '../object-storage.errors.js';
import {
  ObjectStorageDriver,
  type DriverList,
  type DriverPresign,
  type DriverPut,
  type ObjectKey,
} from '../object-storage.driver.js';
import {
  type ObjectInfo,
  type ObjectList,
  type PresignedUpload,
  type StoredObject,
} from '../object-storage.types.js';

/** An object as monday's SDK describes it. */
interface SdkFile {
  readonly name: string;
  readonly size: number;
  readonly contentType: string;
  readonly lastModified: Date;
  readonly etag: string;
}

interface SdkResult {
  readonly success: boolean;
  readonly error?: string;
}

/** The part of monday's SDK that is used. */
interface SdkObjectStorage {
  uploadFile(name: string, content: Buffer, options: { readonly contentType: string }): Promise<SdkResult>;
  downloadFile(name: string): Promise<SdkResult & { readonly content?: Buffer }>;
  deleteFile(name: string): Promise<SdkResult>;
  getFileInfo(name: string): Promise<SdkResult & { readonly fileInfo?: SdkFile }>;
  listFiles(options: {
    readonly prefix: string;
    readonly maxResults: number;
    readonly pageToken?: string;
  }): Promise<SdkResult & { readonly files?: readonly SdkFile[]; readonly nextPageToken?: string }>;
  getPresignedUploadUrl(
    name: string,
    options: { readonly expires: Date; readonly contentType?: string },
  ): Promise<SdkResult & { readonly presignedUrl?: string }>;
}

export interface MondayCodeObjectStorageOptions {
  readonly calls: OutgoingCalls;
  readonly clock: Clock;
  /** Timeout of a call that transfers no object. */
  readonly timeoutMs: number;
}

/** The SDK transfers whole objects in memory, of which an instance has 512 MiB. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_TRANSFERS = 2;
const MAX_WAITING = 50;
const TRANSFER_TIMEOUT_MS = 120_000;
const NOT_FOUND = 'File not found';
/** docs/monday-platform.md#object-storage */
const PRESIGNED_HEADERS = { 'x-goog-content-length-range': `0,${500 * 1024 * 1024}` };
const TRANSFERS = 'transfers';

/** The bucket of the app on monday code, through monday's SDK. The account is a part of the name of each object. */
export class MondayCodeObjectStorageDriver extends ObjectStorageDriver {
  readonly capabilities = { maxBytes: MAX_BYTES, presignedUpload: true };
  private readonly transfers: RateLimiter;
  private sdk: Promise<SdkObjectStorage> | undefined;

  constructor(private readonly options: MondayCodeObjectStorageOptions) {
    super();
    const limits = { perKey: MAX_TRANSFERS, maxWaiting: MAX_WAITING, maxWaitMs: TRANSFER_TIMEOUT_MS };
    this.transfers = new ConcurrencyLimiter(limits, options.clock);
  }

  override async put(key: ObjectKey, { contentType, content }: DriverPut): Promise<ObjectInfo> {
    const name = nameOf(key);
    await this.transfer(async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      await this.call((sdk) => sdk.uploadFile(name, bytes, { contentType }), TRANSFER_TIMEOUT_MS);
    });
    const info = await this.head(key);
    if (!info) throw failed('The object was deleted right after it was uploaded.');
    return info;
  }

  override async get(key: ObjectKey): Promise<StoredObject | undefined> {
    const info = await this.head(key);
    if (!info) return undefined;
    const result = await this.transfer(() =>
      this.find((sdk) => sdk.downloadFile(nameOf(key)), TRANSFER_TIMEOUT_MS),
    );
    return result?.content && { ...info, size: result.content.length, content: streamOf(result.content) };
  }

  override async head(key: ObjectKey): Promise<ObjectInfo | undefined> {
    const result = await this.find((sdk) => sdk.getFileInfo(nameOf(key)));
    return result?.fileInfo && infoOf(key.name, result.fileInfo);
  }

  override async delete(key: ObjectKey): Promise<boolean> {
    return (await this.find((sdk) => sdk.deleteFile(nameOf(key)))) !== undefined;
  }

  override async list(accountId: string, { prefix, cursor, limit }: DriverList): Promise<ObjectList> {
    const start = prefixOf(accountId);
    const { files = [], nextPageToken } = await this.call((sdk) =>
      sdk.listFiles({ prefix: start + prefix, maxResults: limit, pageToken: cursor }),
    );
    return {
      objects: files.map((file) => infoOf(file.name.slice(start.length), file)),
      ...(nextPageToken ? { cursor: nextPageToken } : {}),
    };
  }

  override async presignUpload(
    key: ObjectKey,
    { contentType, expiresAt }: DriverPresign,
  ): Promise<PresignedUpload> {
    const { presignedUrl: url } = await this.call((sdk) =>
      sdk.getPresignedUploadUrl(nameOf(key), { expires: expiresAt, contentType }),
    );
    if (url === undefined) throw failed('The SDK gave no address.');
    const headers = {
      ...PRESIGNED_HEADERS,
      ...(contentType !== undefined && { 'Content-Type': contentType }),
    };
    return { method: 'PUT', url, headers, expiresAt };
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  /** `undefined` if there is no such object. */
  private async find<R extends SdkResult>(
    work: (sdk: SdkObjectStorage) => Promise<R>,
    timeoutMs?: number,
  ): Promise<R | undefined> {
    const result = await this.attempt(work, timeoutMs);
    if (!result.success && result.error === NOT_FOUND) return undefined;
    return succeeded(result);
  }

  private async call<R extends SdkResult>(
    work: (sdk: SdkObjectStorage) => Promise<R>,
    timeoutMs?: number,
  ): Promise<R> {
    return succeeded(await this.attempt(work, timeoutMs));
  }

  /** The SDK has no timeout of its own. */
  private attempt<R extends SdkResult>(
    work: (sdk: SdkObjectStorage) => Promise<R>,
    timeoutMs = this.options.timeoutMs,
  ): Promise<R> {
    const run = async (): Promise<R> => work(await this.load());
    return this.options.calls.run(
      'object-storage',
      () =>
        withDeadline(run(), timeoutMs, () => {
          throw new ObjectStorageCallError('timeout');
        }),
      (result) => (result.success || result.error === NOT_FOUND ? undefined : failed(result.error)),
    );
  }

  private async transfer<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.transfers.run(TRANSFERS, work);
    } catch (error) {
      throw error instanceof RateLimitExceededError ? failed(error) : error;
    }
  }

  private load(): Promise<SdkObjectStorage> {
    this.sdk ??= loadSdk();
    // If the environment was not ready, the next call tries again.
    this.sdk.catch(() => (this.sdk = undefined));
    return this.sdk;
  }
}

/** @throws ObjectStorageUnsupportedError if monday code gave the app no bucket, whose name the SDK reads itself */
async function loadSdk(): Promise<SdkObjectStorage> {
  const { ObjectStorage } = await import('@mondaycom/apps-sdk');
  try {
    return new ObjectStorage();
  } catch {
    throw new ObjectStorageUnsupportedError('objects, because OBJECT_STORAGE_BUCKET is not set');
  }
}

function succeeded<R extends SdkResult>(result: R): R {
  if (!result.success) throw failed(result.error);
  return result;
}

function failed(cause: unknown): ObjectStorageCallError {
  return new ObjectStorageCallError('unavailable', cause);
}

/** The account is encoded, so that it contains no `/`. A name therefore cannot reach another account. */
function prefixOf(accountId: string): string {
  return `accounts/${encodeURIComponent(accountId)}/`;
}

function nameOf({ accountId, name }: ObjectKey): string {
  return prefixOf(accountId) + name;
}

function infoOf(name: string, { size, contentType, etag, lastModified }: SdkFile): ObjectInfo {
  return { name, size, contentType, etag, updatedAt: lastModified };
}

/** One chunk of the bytes: a stream of an array would be one of its elements. */
function streamOf(bytes: Buffer): Readable {
  return Readable.from([bytes], { objectMode: false });
}
