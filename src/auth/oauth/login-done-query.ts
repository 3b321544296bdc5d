import { IsString, MaxLength } from 'class-validator';

/** Query of `GET /auth/done`. */
export class LoginDoneQuery {
  @IsString() @MaxLength(2048) opener!: string;
}
