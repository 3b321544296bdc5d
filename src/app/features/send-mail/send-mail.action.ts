import { Injectable } from '@nestjs/common';
import { MailAddressInvalidError, MailService, type MailRecipient } from '../../../mail/index.js';
import { MondayAction, type ActionContext } from '../../../monday/index.js';
import { StorageService } from '../../../storage/index.js';
import { readRecipients, subjectOf, textOf } from './mail-fields.js';
import { SendMailInput } from './send-mail.dto.js';

/** Key under which an account may keep the address that its automations write to. */
const STORED_ADDRESS = 'mail_address';
const DEFAULT_SUBJECT = 'A message from your monday account';
const DEFAULT_TEXT = 'An automation of your monday account sent this message.';

/** The action "send a mail" of monday's quickstart. */
@Injectable()
export class SendMailAction {
  constructor(
    private readonly mail: MailService,
    private readonly storage: StorageService,
  ) {}

  /** Answers once the mail is durably queued, long before monday's minute is over (docs/monday-platform.md#action-runs). */
  @MondayAction('send-mail', SendMailInput, {
    title: 'Send a mail',
    inputFields: { to: 'string', subject: 'string', text: 'string', html: 'string' },
    outputFields: { messageId: 'string' },
  })
  async run(input: SendMailInput, { actionUuid }: ActionContext): Promise<{ messageId: string }> {
    const html = textOf(input.html);
    const { id } = await this.mail.send({
      to: readRecipients(input.to) ?? (await this.storedAddress()),
      subject: subjectOf(input.subject) ?? DEFAULT_SUBJECT,
      text: textOf(input.text) ?? (html === undefined ? DEFAULT_TEXT : undefined),
      html,
      idempotencyKey: actionUuid,
    });
    return { messageId: id };
  }

  private async storedAddress(): Promise<readonly MailRecipient[]> {
    const record = await this.storage.get(STORED_ADDRESS);
    const recipients = readRecipients(record?.value);
    if (!recipients) throw new MailAddressInvalidError('it has no recipient');
    return recipients;
  }
}
