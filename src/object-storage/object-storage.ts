import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { requireCaller } from '../caller/index.js';
import { type Clock } from '../clock/index.js';
import { type Counter, type Metrics } from '../telemetry/index.js';
import { checkList, checkName, checkPresign, checkPut } from './object-input.js';
import { boundedChunks, holdErrors } from './bounded-chunks.js';
import { type ObjectKey, type ObjectStorageDriver } from './object-storage.driver.js';
import { ObjectNotFoundError } from './object-storage.errors.js';
import {
  type ListObjectsOptions,
  type ObjectContent,
  type ObjectInfo,
  type ObjectList,
  type PresignedUpload,
  type PresignUploadOptions,
  type PutObjectOptions,
  type StoredObject,
} from './object-storage.types.js';

const DEFAULT_TYPE = 'application/octet-stream';
const DEFAULT_LIMIT = 50;
const DEFAULT_EXPIRY_SECONDS = 15 * 60;

/**
 * Keeps files of the caller's account. The account comes from the caller's context, never from an argument.
 *
 * - Names have 1 to 256 UTF-16 units without control characters, compared exactly; `/` has no meaning but in prefixes.
 * - An object is replaced at once. If a put fails, the object is as before.
 * - Its bytes are streamed; each driver has a greatest size (docs/drivers.md#object-storage).
 *
 * ```ts
 * await objects.put(`invoices/${id}.pdf`, request, { contentType: 'application/pdf' });
 * const { content } = await objects.require(`invoices/${id}.pdf`);
 * ```
 * Every method @throws ObjectStorageInputError if an argument breaks these rules. The driver is loaded at the first call.
 */
@Injectable()
export class ObjectStorage implements OnApplicationShutdown {
  private readonly operations: Counter<'operation' | 'outcome'>;
  private driver: Promise<ObjectStorageDriver> | undefined;

  constructor(
    private readonly load: () => Promise<ObjectStorageDriver>,
    private readonly clock: Pick<Clock, 'now'>,
    metrics: Metrics,
  ) {
    this.operations = metrics.counter({
      name: 'object_storage_operations_total',
      help: 'Operations on objects by kind and outcome.',
      labels: ['operation', 'outcome'],
    });
  }

  /**
   * Stores an object, and replaces one of the same name. A stream is read to its end.
   * @throws ObjectTooLargeError if there are more bytes than allowed; nothing is stored, and the rest is not read
   */
  async put(name: string, content: ObjectContent, options: PutObjectOptions = {}): Promise<ObjectInfo> {
    holdErrors(content);
    checkPut(name, options);
    const { contentType = DEFAULT_TYPE, maxBytes = Infinity } = options;
    return this.run('put', name, (driver, key) => {
      const limit = Math.min(maxBytes, driver.capabilities.maxBytes);
      return driver.put(key, { contentType, content: boundedChunks(content, limit) });
    });
  }

  /** The object with a stream of its bytes, or `undefined`. */
  async get(name: string): Promise<StoredObject | undefined> {
    checkName(name);
    return this.run('get', name, (driver, key) => driver.get(key));
  }

  /** @throws ObjectNotFoundError */
  async require(name: string): Promise<StoredObject> {
    const object = await this.get(name);
    if (!object) throw new ObjectNotFoundError();
    return object;
  }

  /** The object without its bytes, or `undefined`. */
  async head(name: string): Promise<ObjectInfo | undefined> {
    checkName(name);
    return this.run('head', name, (driver, key) => driver.head(key));
  }

  /** Resolves to whether the object existed. */
  async delete(name: string): Promise<boolean> {
    checkName(name);
    return this.run('delete', name, (driver, key) => driver.delete(key));
  }

  /** One page of objects, in the order of the UTF-8 bytes of their names. */
  async list(options: ListObjectsOptions = {}): Promise<ObjectList> {
    checkList(options);
    const { prefix = '', cursor, limit = DEFAULT_LIMIT } = options;
    return this.run('list', '', (driver, { accountId }) => driver.list(accountId, { prefix, cursor, limit }));
  }

  /**
   * A request with which a client, such as a board view, uploads an object without the app in between.
   * @throws ObjectStorageUnsupportedError if the driver has none
   */
  async presignUpload(name: string, options: PresignUploadOptions = {}): Promise<PresignedUpload> {
    checkPresign(name, options);
    const { contentType, expiresInSeconds = DEFAULT_EXPIRY_SECONDS } = options;
    const expiresAt = new Date(this.clock.now() + expiresInSeconds * 1_000);
    return this.run('presign', name, (driver, key) => driver.presignUpload(key, { contentType, expiresAt }));
  }

  async onApplicationShutdown(): Promise<void> {
    const driver = await this.driver?.catch(() => undefined);
    await driver?.close();
  }

  private async run<T>(
    operation: string,
    name: string,
    work: (driver: ObjectStorageDriver, key: ObjectKey) => Promise<T>,
  ): Promise<T> {
    const { accountId } = requireCaller();
    let outcome = 'failed';
    try {
      const result = await work(await this.loadOnce(), { accountId, name });
      outcome = 'ok';
      return result;
    } finally {
      this.operations.add({ operation, outcome });
    }
  }

  private loadOnce(): Promise<ObjectStorageDriver> {
    this.driver ??= this.load();
    // If it cannot be loaded yet, the next call tries again.
    this.driver.catch(() => (this.driver = undefined));
    return this.driver;
  }
}
