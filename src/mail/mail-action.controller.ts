import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Documented } from '../docs/index.js';
import { MondayBlock } from '../monday/index.js';
import { StorageService } from '../storage/index.js';
import { type MailRecipient } from './check-mail.js';
import { readMailAction, readRecipients } from './mail-action-request.js';
import { MailAddressInvalidError } from './mail.errors.js';
import { MailService } from './mail.service.js';
import { SEND_MAIL_ACTION } from './mail.docs.js';

/** Key under which an account can store the recipient of its automations. */
const STORED_ADDRESS = 'mail_address';
const DEFAULT_SUBJECT = 'A message from your monday account';
const DEFAULT_TEXT = 'An automation of your monday account sent this message.';

/** The action block "send a mail". */
@Controller('mail')
export class MailActionController {
  constructor(
    private readonly mail: MailService,
    private readonly storage: StorageService,
  ) {}

  /**
   * Answers when the mail is durably queued, long before monday's timeout of one minute
   * (docs/monday-platform.md#action-runs).
   */
  @MondayBlock()
  @Documented(SEND_MAIL_ACTION)
  @Post('send')
  @HttpCode(200)
  async send(@Body() body: unknown): Promise<{ outputFields: { messageId: string } }> {
    const { to, subject = DEFAULT_SUBJECT, text, html, actionUuid } = readMailAction(body);
    const { id } = await this.mail.send({
      to: to ?? (await this.storedAddress()),
      subject,
      text: text ?? (html === undefined ? DEFAULT_TEXT : undefined),
      html,
      idempotencyKey: actionUuid,
    });
    return { outputFields: { messageId: id } };
  }

  private async storedAddress(): Promise<readonly MailRecipient[]> {
    const record = await this.storage.get(STORED_ADDRESS);
    const recipients = readRecipients(record?.value);
    if (!recipients) throw new MailAddressInvalidError('it has no recipient');
    return recipients;
  }
}
