import { IsISO8601, ValidateIf } from 'class-validator';
import { Follows, MayFollow } from '../../rules/index.js';
import { type CounterPeriod } from '../storage.driver.js';
import { INCREMENT, KIND, PERIOD } from '../storage-rules.js';

/** Body of an increment. */
export class Increment {
  @Follows(PERIOD)
  period!: CounterPeriod;

  /** A whole number; default 1. */
  @MayFollow(INCREMENT)
  incrementBy?: number;

  /** Tells counters of one period apart. */
  @MayFollow(KIND)
  kind?: string;

  /** ISO 8601, in UTC if it has no time zone. Periods start at its hour instead of at midnight UTC. */
  @ValidateIf((_, value) => value !== undefined)
  @IsISO8601({ strict: true })
  renewalDate?: string;
}
