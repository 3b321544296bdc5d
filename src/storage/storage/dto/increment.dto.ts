import {
  IsIn,
  IsISO8601,
  MaxLength,
  MinLength,
  IsString,
  Max,
  Min,
  IsInt,
  ValidateIf,
} from 'class-validator';
import { MAX_TEXT_LENGTH } from '../storage-input.js';
import { type CounterPeriod } from '../storage.driver.js';

/** Body of an increment. */
export class Increment {
  @IsIn(['DAILY', 'MONTHLY', 'YEARLY'])
  period!: CounterPeriod;

  /** A whole number; default 1. */
  @ValidateIf((_, value) => value !== undefined)
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(Number.MIN_SAFE_INTEGER)
  @IsInt()
  incrementBy?: number;

  /** Name of the counter, if the account has several per period. */
  @ValidateIf((_, value) => value !== undefined)
  @MaxLength(MAX_TEXT_LENGTH)
  @MinLength(1)
  @IsString()
  kind?: string;

  /** ISO 8601: periods begin at this instant and its returns, instead of at midnight UTC; UTC without a zone. */
  @ValidateIf((_, value) => value !== undefined)
  @IsISO8601({ strict: true })
  renewalDate?: string;
}
