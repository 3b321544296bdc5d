import { IsUUID } from 'class-validator';

/** Queue message: tokens wait to be revoked at monday. It names them, and never carries them. */
export class RevocationDue {
  @IsUUID() id!: string;
}
