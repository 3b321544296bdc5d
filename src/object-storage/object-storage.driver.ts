import {
  type ObjectInfo,
  type ObjectList,
  type PresignedUpload,
  type StoredObject,
} from './object-storage.types.js';

/** What a driver can do. What it cannot do throws `object-storage.unsupported`; docs/drivers.md has the table. */
export interface ObjectStorageCapabilities {
  /** Largest object in bytes. */
  readonly maxBytes: number;
  readonly presignedUpload: boolean;
}

/** An object of one account. */
export interface ObjectKey {
  readonly accountId: string;
  readonly name: string;
}

export interface DriverPut {
  readonly contentType: string;
  /** @throws whatever the stream throws; nothing is stored then */
  readonly content: AsyncIterable<Uint8Array>;
}

export interface DriverList {
  readonly prefix: string;
  readonly cursor: string | undefined;
  readonly limit: number;
}

export interface DriverPresign {
  readonly contentType: string | undefined;
  readonly expiresAt: Date;
}

/** Keeps objects. Names are valid, and sizes within the limits, when a driver is called. */
export abstract class ObjectStorageDriver {
  abstract readonly capabilities: ObjectStorageCapabilities;

  /** Replaces the object at once: readers see the old or the new one. Durable when it resolves. */
  abstract put(key: ObjectKey, put: DriverPut): Promise<ObjectInfo>;

  abstract get(key: ObjectKey): Promise<StoredObject | undefined>;

  abstract head(key: ObjectKey): Promise<ObjectInfo | undefined>;

  /** Resolves to whether it existed. */
  abstract delete(key: ObjectKey): Promise<boolean>;

  /** In the order of the bytes of the names. @throws ObjectStorageInputError for an unreadable cursor */
  abstract list(accountId: string, list: DriverList): Promise<ObjectList>;

  /** @throws ObjectStorageUnsupportedError */
  abstract presignUpload(key: ObjectKey, presign: DriverPresign): Promise<PresignedUpload>;

  /** Finishes what runs in the background. */
  abstract close(): Promise<void>;
}
