import { Controller, Get, Param } from '@nestjs/common';
import { MailService, type MailView } from './mail.service.js';

/** What became of the account's mails. */
@Controller('mail')
export class MailController {
  constructor(private readonly mail: MailService) {}

  @Get('messages/:id')
  find(@Param('id') id: string): Promise<MailView> {
    return this.mail.require(id);
  }
}
