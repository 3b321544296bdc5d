import { Injectable } from '@nestjs/common';
import { MailService, MondayAction, type ActionContext } from 'monday-app-backend';
import { SendGreetingInput } from './send-greeting.dto.js';

/** An example: an action of an automation that sends a mail. */
@Injectable()
export class SendGreeting {
  constructor(private readonly mail: MailService) {}

  /** Answers once the mail is durably queued. If monday repeats a run, no second mail is sent. */
  @MondayAction('send-greeting', SendGreetingInput, {
    title: 'Send a greeting',
    outputFields: { messageId: 'string' },
  })
  async run({ to, name }: SendGreetingInput, { actionUuid }: ActionContext): Promise<{ messageId: string }> {
    const { id } = await this.mail.send({
      to: [{ address: to }],
      subject: `Hello ${name}`,
      text: `Hello ${name}!\n\nAn automation of your monday account sent this message.`,
      idempotencyKey: actionUuid,
    });
    return { messageId: id };
  }
}
