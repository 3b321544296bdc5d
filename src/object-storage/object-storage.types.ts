import { type Readable } from 'node:stream';

/** The bytes of an object: whole, or as a stream. A text is stored as UTF-8. */
export type ObjectContent = string | Uint8Array | AsyncIterable<Uint8Array>;

/** An object without its bytes. */
export interface ObjectInfo {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly contentType: string;
  /** Opaque; another one after each put. */
  readonly etag: string;
  readonly updatedAt: Date;
}

/** An object that is read. */
export interface StoredObject extends ObjectInfo {
  /** Read it to the end, or destroy it. */
  readonly content: Readable;
}

export interface PutObjectOptions {
  /** Default `application/octet-stream`. */
  readonly contentType?: string;
  /** A lower limit than the driver's, in bytes, such as that of a request. */
  readonly maxBytes?: number;
}

export interface ListObjectsOptions {
  /** Only objects whose name begins with it. Default: all. */
  readonly prefix?: string;
  /** Of the page before. */
  readonly cursor?: string;
  /** 1 to 100, default 50. */
  readonly limit?: number;
}

/** A part of a list. */
export interface ObjectList {
  readonly objects: readonly ObjectInfo[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

export interface PresignUploadOptions {
  readonly contentType?: string;
  /** 1 to 604,800 (seven days), default 900. */
  readonly expiresInSeconds?: number;
}

/** A request that a client may send to upload one object, without other credentials. */
export interface PresignedUpload {
  readonly method: 'PUT';
  readonly url: string;
  /** To be sent exactly so. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}
