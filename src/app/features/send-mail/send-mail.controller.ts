import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { about, anyJson, atLeast, Documented } from '../../../docs/index.js';
import { MailAddressInvalidError, MailContentInvalidError } from '../../../mail/index.js';
import {
  actionDocs,
  Actions,
  BlockContext,
  MondayBlock,
  type ActionAnswer,
  type VerifiedRequest,
} from '../../../monday/index.js';
import { appsStorageErrorResponses } from '../../../storage/index.js';

const VALUES = 'A text, a column value (`{text}` or `{email, text}`), or a list of these.';
const INPUT_FIELDS = atLeast({
  'to?': about(
    anyJson('ada@example.com'),
    `${VALUES} A text may contain several recipients: \`ada@example.com; Bob <bob@example.com>\`. Default: the value that the account stored under the key \`mail_address\`.`,
  ),
  'subject?': about(anyJson('Hello'), `${VALUES} Shortened to 255 characters.`),
  'text?': about(anyJson('Good morning'), VALUES),
  'html?': about(anyJson('<p>Good morning</p>'), VALUES),
});

/** The action under the path of monday's quickstart; `/monday/actions/send-mail` is the same. */
@MondayBlock()
@Controller('mail')
export class SendMailController {
  constructor(private readonly actions: Actions) {}

  @Documented(
    actionDocs({
      id: 'sendMail',
      summary: 'Runs the action "send a mail"',
      description:
        'Queues the mail. If monday delivers a run again (same `actionUuid`), the mail is not sent twice. ' +
        '`/monday/actions/send-mail` is the same.',
      input: { name: 'SendMailRun', fields: INPUT_FIELDS },
      failures: () => [
        new MailAddressInvalidError(),
        new MailContentInvalidError('it has neither text nor html'),
        ...appsStorageErrorResponses(),
      ],
    }),
  )
  @Post('send')
  @HttpCode(200)
  send(@Body() body: unknown, @BlockContext() verifiedRequest: VerifiedRequest): Promise<ActionAnswer> {
    return this.actions.handle('send-mail', body, verifiedRequest);
  }
}
