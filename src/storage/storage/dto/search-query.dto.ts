import { IsIn, IsString, Matches, ValidateIf } from 'class-validator';
import { MayFollow } from '../../rules/index.js';
import { CURSOR, TERM } from '../storage-rules.js';
import { FLAGS, type Flag } from './shared-query.dto.js';

/** Query of a search. */
export class SearchQuery {
  /** Part of the key, case-insensitive. An empty term matches all keys. */
  @MayFollow(TERM)
  term?: string;

  /** `cursor` of the previous page. */
  @MayFollow(CURSOR)
  cursor?: string;

  /** Maximum number of records per page: 1 to 100, default 50. */
  @ValidateIf((_, value) => value !== undefined)
  @Matches(/^([1-9]|[1-9]\d|100)$/, { message: 'limit must be a whole number from 1 to 100' })
  @IsString()
  limit?: string;

  /** Only the shared (`true`) or only the private rows (`false`); both if it is absent. */
  @ValidateIf((_, value) => value !== undefined)
  @IsIn(FLAGS)
  shared?: Flag;
}
