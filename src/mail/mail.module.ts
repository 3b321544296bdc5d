import { Module } from '@nestjs/common';
import { ClockModule } from '../clock/index.js';
import { MondayModule } from '../monday/index.js';
import { PersistenceModule } from '../persistence/index.js';
import { QueueModule } from '../queue/index.js';
import { SecretsModule } from '../secrets/index.js';
import { StorageModule } from '../storage/index.js';
import { MailDeadLetters } from './mail-dead-letters.js';
import { MailGauges } from './mail-gauges.js';
import { mailOutcomes } from './mail-outcomes.js';
import { MailRateLimiter } from './mail-rate-limiter.js';
import { MailRecordStore } from './mail-record.store.js';
import { MailController } from './mail.controller.js';
import { MailService } from './mail.service.js';
import { MailTransport } from './mail.transport.js';
import { SendMailHandler } from './send-mail.handler.js';
import { DEFAULT_SMTP_TIMEOUT_MS, SMTP_TIMEOUT_MS, SmtpTransport } from './smtp.transport.js';

@Module({
  imports: [ClockModule, MondayModule, PersistenceModule, QueueModule, SecretsModule, StorageModule],
  controllers: [MailController],
  providers: [
    MailDeadLetters,
    MailGauges,
    MailRateLimiter,
    MailRecordStore,
    MailService,
    SendMailHandler,
    mailOutcomes,
    { provide: SMTP_TIMEOUT_MS, useValue: DEFAULT_SMTP_TIMEOUT_MS },
    { provide: MailTransport, useClass: SmtpTransport },
  ],
  exports: [MailService],
})
export class MailModule {}
