import { IsString, MaxLength, MinLength } from 'class-validator';

/** Input fields of the action. */
export class OpenIssueInput {
  @MaxLength(500)
  @MinLength(1)
  @IsString()
  title!: string;
}
