import { MayFollow } from '../../rules/index.js';
import { SHARED, TTL, VERSION } from '../storage-rules.js';

/** The fields of a write other than the value. */
export class StorageWriteOptions {
  /** Writes only if this is the current version; `""` only if nothing is there. */
  @MayFollow(VERSION)
  version?: string;

  /** The shared row, which board views can also use; default false. */
  @MayFollow(SHARED)
  shared?: boolean;

  /** Seconds until the row expires; a row that is written without it does not expire. */
  @MayFollow(TTL)
  ttl?: number;
}

/** Body of a write. */
export class StorageWrite extends StorageWriteOptions {
  /** Any JSON; stored unchanged. */
  value!: unknown;
}
