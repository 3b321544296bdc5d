import { IsOptional, IsString } from 'class-validator';

/** Query of `GET /auth/login`. */
export class LoginQuery {
  /** A path of this app, or an address on an allowed origin. */
  @IsOptional() @IsString() return_to?: string;
}
