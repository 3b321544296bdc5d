import { IsString, MaxLength } from 'class-validator';

/** Body of `POST /auth/refresh`. */
export class RefreshDto {
  @IsString() @MaxLength(512) refresh_token!: string;
}
