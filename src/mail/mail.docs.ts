import { about, anyJson, atLeast, named, oneOf, type RouteDocs } from '../docs/index.js';
import { publishErrorResponses } from '../queue/index.js';
import { DecryptionError } from '../secrets/index.js';
import { appsStorageErrorResponses } from '../storage/index.js';
import { MailAddressInvalidError, MailContentInvalidError, MailNotFoundError } from './mail.errors.js';

const ID = 'kTq7mUe1x0aVb3ZJ9dLw2sYc5RfGh8Po';

export const READ_MAIL: RouteDocs = {
  id: 'readMail',
  summary: 'Tells what became of a mail',
  description: 'Kept for 30 days, without its content.',
  parameters: { id: { description: '`messageId` of the action.', example: ID } },
  replies: {
    200: {
      description: 'The mail.',
      body: named('Mail', {
        id: ID,
        status: oneOf('queued', 'sent', 'failed'),
        attempts: about(2, 'Tries to send it so far.'),
        createdAt: about(1767225600000, 'Milliseconds since the epoch.'),
        'sentAt?': about(1767225601000, 'Milliseconds since the epoch.'),
        'failure?': about('450', 'Status of the mail server, or code, of the last failure.'),
        to: ['ada@example.com'],
        subject: 'Hello',
        recipients: about(
          [
            named('MailRecipient', {
              address: 'ada@example.com',
              status: oneOf('queued', 'sent', 'failed'),
              'failure?': about('550', 'Status of the mail server, or code, of the last refusal.'),
            }),
          ],
          'What became of it for each of `to`. A recipient that is still `queued` is tried again, without the others.',
        ),
        rejected: about(['nobody@example.com'], 'Recipients that never get it.'),
      }),
    },
  },
  failures: () => [new MailNotFoundError(), new DecryptionError('unknown_key')],
};

const VALUES = 'A text, the value of a column (`{text}`, or `{email, text}`), or a list of these.';
const FIELDS = {
  'to?': about(
    anyJson('ada@example.com'),
    `${VALUES} A text may name several, \`ada@example.com; Bob <bob@example.com>\`. If it is absent or empty: what the account stored under the key \`mail_address\`.`,
  ),
  'subject?': about(anyJson('Hello'), `${VALUES} Shortened to 255 characters.`),
  'text?': about(anyJson('Good morning'), VALUES),
  'html?': about(anyJson('<p>Good morning</p>'), VALUES),
};

export const SEND_MAIL_ACTION: RouteDocs = {
  id: 'sendMail',
  tag: 'blocks',
  summary: 'The action "send a mail": queues it',
  description: 'A run that monday delivers again, by its `actionUuid`, sends nothing twice.',
  body: named(
    'SendMailRun',
    atLeast({
      payload: atLeast({ 'inputFields?': atLeast(FIELDS) }),
      'runtimeMetadata?': atLeast({ 'actionUuid?': '6b0a4f7c2d1e9b83' }),
    }),
  ),
  replies: {
    200: {
      description: 'It is durably queued.',
      body: named('MailQueued', { outputFields: { messageId: ID } }),
    },
  },
  failures: () => [
    new MailAddressInvalidError(),
    new MailContentInvalidError('it has neither text nor html'),
    ...publishErrorResponses(),
    ...appsStorageErrorResponses(),
  ],
  usesConnection: true,
  authenticatedBy: 'block',
};
