import { sha256 } from 'monday-persistence/hash';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireCaller } from '../caller/index.js';
import { Clock } from '../clock/index.js';
import { DeclarationError } from '../discovery/index.js';
import { AppFeatures } from '../feature/index.js';
import { QueueService } from '../queue/index.js';
import { checkMail, type NewMail } from './check-mail.js';
import { MailNotFoundError } from './mail.errors.js';
import { viewOf, type MailRecord, type MailView } from './mail-record.js';
import { MailRecordStore } from './mail-record.store.js';
import { NamedMailTemplate } from './named-mail-template.js';
import { SEND_MAIL, type SendMailPayload } from './send-mail.dto.js';

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Sends mail in the background, for the current caller's account. */
@Injectable()
export class MailService {
  constructor(
    private readonly queue: QueueService,
    private readonly records: MailRecordStore,
    private readonly clock: Clock,
    private readonly features: AppFeatures,
  ) {}

  /**
   * Resolves to the id of the mail when it is durably queued. It is sent once for each key, as far as SMTP allows.
   * @throws MailAddressInvalidError | MailContentInvalidError | CallerMissingError
   * @throws DeclarationError if no feature declares the named template
   */
  async send<Values extends object>(mail: NewMail<Values>): Promise<{ id: string }> {
    const { accountId } = requireCaller();
    this.requireDeclared(mail.template);
    const { to, names, subject, text, html } = checkMail(mail);
    const { idempotencyKey } = mail;
    const id = idempotencyKey === undefined ? randomUUID() : idOfKey(accountId, idempotencyKey);
    const content = { text, ...(html === undefined ? {} : { html }) };
    const draft: MailRecord = {
      ...{ id, status: 'queued', attempts: 0, createdAt: this.clock.now() },
      ...{ to, names, subject, content },
      recipients: to.map((address) => ({ address, status: 'queued' })),
    };
    const payload: SendMailPayload = { id };
    if (this.records.canJoin) {
      // An existing record already has its message, because both are written atomically.
      await this.records.create(accountId, draft, this.queue.prepare(SEND_MAIL, payload));
    } else {
      await this.records.create(accountId, draft);
      // Also if the record exists, because its first sender may have crashed before the publish.
      await this.queue.publish(SEND_MAIL, payload, { idempotencyKey: id });
    }
    return { id };
  }

  /** Returns a mail of the caller's account. @throws MailNotFoundError */
  async require(id: string): Promise<MailView> {
    const { accountId } = requireCaller();
    const record = ID.test(id) ? await this.records.get(accountId, id) : undefined;
    if (!record) throw new MailNotFoundError();
    return viewOf(record);
  }

  private requireDeclared(template: NewMail['template']): void {
    if (!(template instanceof NamedMailTemplate) || this.features.mailTemplates.includes(template)) return;
    throw new DeclarationError(
      `No feature declares the mail template "${template.name}". Add it to "mailTemplates" of the feature that sends it.`,
    );
  }
}

function idOfKey(accountId: string, key: string): string {
  return sha256(JSON.stringify(['mail', accountId, key])).slice(0, 32);
}
