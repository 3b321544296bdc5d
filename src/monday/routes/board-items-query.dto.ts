import { IsString, Matches, MaxLength, ValidateIf } from 'class-validator';

const MAX_CURSOR_LENGTH = 4_096;

/** Query of a board's items. */
export class BoardItemsQuery {
  /** Maximum number of items per page: 1 to 500, default 100. */
  @ValidateIf((_, value) => value !== undefined)
  @Matches(/^([1-9]|[1-9]\d|[1-4]\d\d|500)$/, { message: 'limit must be a whole number from 1 to 500' })
  @IsString()
  limit?: string;

  /** `cursor` of the previous page. */
  @ValidateIf((_, value) => value !== undefined)
  @MaxLength(MAX_CURSOR_LENGTH)
  @Matches(/^[\x21-\x7e]+$/, { message: 'cursor must be one that was given' })
  @IsString()
  cursor?: string;
}
