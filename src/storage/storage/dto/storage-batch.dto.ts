import { type StorageWrite, type StorageWriteOptions } from './storage-write.dto.js';

/** One operation of a batch, as it is sent. */
export type BatchOperation =
  | ({ readonly op: 'put'; readonly key: string } & Readonly<StorageWrite>)
  | ({ readonly op: 'delete'; readonly key: string } & Readonly<Omit<StorageWriteOptions, 'ttl'>>);
