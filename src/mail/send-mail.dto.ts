import { IsString, Matches } from 'class-validator';

export const SEND_MAIL = 'send_mail';

/** Names the mail; its content stays in the mail's own record. */
export class SendMailPayload {
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/)
  readonly id!: string;
}
