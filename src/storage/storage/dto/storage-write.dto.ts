import { MayFollow } from '../../rules/index.js';
import { SHARED, TTL, VERSION } from '../storage-rules.js';

/** What surrounds the value in the body of a write. */
export class StorageWriteOptions {
  /** Writes only if this is the current version; `""` only if nothing is there. */
  @MayFollow(VERSION)
  version?: string;

  /** The row that board views may use too; default false. */
  @MayFollow(SHARED)
  shared?: boolean;

  /** Seconds until the row is gone; a write without it keeps the row for good. */
  @MayFollow(TTL)
  ttl?: number;
}

/** Body of a write. */
export class StorageWrite extends StorageWriteOptions {
  /** Any JSON; kept as it was sent. */
  value!: unknown;
}
