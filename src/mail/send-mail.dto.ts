import { IsString, Matches } from 'class-validator';

export const SEND_MAIL = 'send_mail';

/** Contains the id of the mail; its content is in the mail's record. */
export class SendMailPayload {
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/)
  readonly id!: string;
}
