import { IsString, Matches, ValidateIf } from 'class-validator';

/** Query of the list of boards. */
export class BoardsQuery {
  /** Maximum number of boards per page: 1 to 100, default 25. */
  @ValidateIf((_, value) => value !== undefined)
  @Matches(/^([1-9]|[1-9]\d|100)$/, { message: 'limit must be a whole number from 1 to 100' })
  @IsString()
  limit?: string;

  /** Page number, 1 to 9999. */
  @ValidateIf((_, value) => value !== undefined)
  @Matches(/^[1-9]\d{0,3}$/, { message: 'page must be a whole number from 1 to 9999' })
  @IsString()
  page?: string;
}
