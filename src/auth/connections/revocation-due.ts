import { IsUUID } from 'class-validator';

/** Queue message: tokens must be revoked at monday. It contains a reference to them, never the tokens. */
export class RevocationDue {
  @IsUUID() id!: string;
}
