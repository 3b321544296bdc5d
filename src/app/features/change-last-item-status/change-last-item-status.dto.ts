import { Type } from 'class-transformer';
import {
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';

const COLUMN = /^[\w-]{1,100}$/;

/** The value of a status column as monday sends it: `{index}`, sometimes with the label's text. */
export class StatusChoice {
  @Min(0)
  @IsInt()
  index!: number;
}

/** Input fields of the action; the names are those of monday's quickstart. */
export class ChangeLastItemStatusInput {
  /** A number, or its digits. */
  @Type(() => String)
  @Matches(/^[1-9]\d{0,19}$/, { message: 'boardId must be a number' })
  boardId!: string;

  @MaxLength(100)
  @MinLength(1)
  @IsString()
  groupId!: string;

  @Matches(COLUMN, { message: 'statusColumnId must be the id of a column' })
  @IsString()
  statusColumnId!: string;

  /** The last item is the one with the latest date in this column; without it, the lowest in the group. */
  @IsOptional()
  @Matches(COLUMN, { message: 'dateColumnId must be the id of a column' })
  @IsString()
  dateColumnId?: string;

  // `ValidateNested` alone accepts an absent value and a list.
  @IsObject()
  @ValidateNested()
  @Type(() => StatusChoice)
  statusColumnValue!: StatusChoice;
}
