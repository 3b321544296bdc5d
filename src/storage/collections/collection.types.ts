/** A document with its version. */
export interface StoredDocument<T> {
  readonly id: string;
  readonly document: T;
  /** Opaque; never repeats for an id. */
  readonly version: string;
}

export interface PutOptions {
  /** Writes only at this version; `""` only if there is no document. */
  readonly version?: string;
}

export interface DeleteDocumentOptions {
  /** Deletes only at this version. */
  readonly version?: string;
}

export type CollectionOperation<T> =
  | ({ readonly type: 'put'; readonly id: string; readonly document: T } & PutOptions)
  | ({ readonly type: 'delete'; readonly id: string } & DeleteDocumentOptions);

/** One result for each operation, in order. */
export type CollectionOperationResult =
  | { readonly type: 'put'; readonly id: string; readonly version: string; readonly created: boolean }
  | { readonly type: 'delete'; readonly id: string; readonly deleted: boolean };

/** A value of an indexed field, or a `Date` for an index of dates. */
export type IndexValue = string | number | Date;

export interface CollectionQuery<Field extends string = string> {
  /** An indexed field; documents without a value of it are not found. Absent for all documents in the order of their ids. */
  readonly index?: Field;
  /** Only documents with this value. */
  readonly equals?: IndexValue;
  /** Only documents with this value or a greater one. */
  readonly from?: IndexValue;
  /** Only documents with a smaller value. */
  readonly to?: IndexValue;
  /** By value, then by id; default `asc`. */
  readonly order?: 'asc' | 'desc';
  /** 1 to 100; default 50. */
  readonly limit?: number;
  /** From an earlier page of the same query. */
  readonly cursor?: string;
}

export interface CollectionPage<T> {
  readonly records: readonly { readonly id: string; readonly document: T }[];
  /** Absent on the last page. */
  readonly cursor?: string;
}
