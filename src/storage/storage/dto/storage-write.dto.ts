import { IsBoolean, IsInt, IsString, Max, MaxLength, Min, ValidateIf } from 'class-validator';
import { MAX_VERSION_LENGTH } from '../../rules/index.js';
import { MAX_TTL_SECONDS } from '../storage-input.js';

/** What surrounds the value in the body of a write. */
export class StorageWriteOptions {
  /** Writes only if this is the current version. `""` is a create-only write. */
  @ValidateIf((_, value) => value !== undefined)
  @MaxLength(MAX_VERSION_LENGTH)
  @IsString()
  version?: string;

  /** The row that board views may use too; default false. */
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  shared?: boolean;

  /** Seconds until the row expires. Without it, the row does not expire. */
  @ValidateIf((_, value) => value !== undefined)
  @Max(MAX_TTL_SECONDS)
  @Min(1)
  @IsInt()
  ttl?: number;
}

/** Body of a write. */
export class StorageWrite extends StorageWriteOptions {
  /** Any JSON; kept as it was sent. */
  value!: unknown;
}
