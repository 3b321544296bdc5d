import { Controller, Get, Param } from '@nestjs/common';
import { Documented } from '../docs/index.js';
import { type MailView } from './mail-record.js';
import { MailService } from './mail.service.js';
import { READ_MAIL } from './mail.docs.js';

/** The status of the account's mails. */
@Controller('mail')
export class MailController {
  constructor(private readonly mail: MailService) {}

  /** Only mails of the caller's account. */
  @Documented(READ_MAIL)
  @Get('messages/:id')
  find(@Param('id') id: string): Promise<MailView> {
    return this.mail.require(id);
  }
}
