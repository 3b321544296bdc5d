import { IsOptional, IsString } from 'class-validator';
import { IsWholeNumber, Secret } from '#app/config/index.js';

export class NudgeVariables {
  @IsWholeNumber(1, 30) NUDGE_AFTER_DAYS: number = 3;
  @IsOptional() @Secret() @IsString() NUDGE_CALENDAR_KEY?: string;
}
