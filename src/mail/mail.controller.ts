import { Controller, Get, Param } from '@nestjs/common';
import { Documented } from '../docs/index.js';
import { MailService, type MailView } from './mail.service.js';

/** What became of the account's mails. */
@Controller('mail')
export class MailController {
  constructor(private readonly mail: MailService) {}

  /** Only of the caller's account. */
  @Documented('Tells what became of a mail', {
    200: {
      id: '2f1c…',
      status: 'sent',
      attempts: 1,
      createdAt: 1767225600000,
      'sentAt?': 1767225601000,
      'failure?': 'mail.address_invalid',
      to: ['ada@example.com'],
      subject: 'Hello',
      'rejected?': ['nobody@example.com'],
    },
  })
  @Get('messages/:id')
  find(@Param('id') id: string): Promise<MailView> {
    return this.mail.require(id);
  }
}
