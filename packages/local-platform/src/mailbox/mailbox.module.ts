import { Module } from '@nestjs/common';
import { MailboxController } from './mailbox.controller.js';
import { MailboxService } from './mailbox.service.js';
import { MailboxSmtpServer } from './smtp.server.js';

/** An SMTP server that captures mail, and the pages that show it. */
@Module({
  controllers: [MailboxController],
  providers: [MailboxService, MailboxSmtpServer],
  exports: [MailboxService],
})
export class MailboxModule {}
