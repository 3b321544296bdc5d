import { about, named, oneOf, type RouteDocs, withExample } from '../docs/index.js';
import { DecryptionError } from '../secrets/index.js';
import { MailNotFoundError } from './mail.errors.js';

const ID = 'kTq7mUe1x0aVb3ZJ9dLw2sYc5RfGh8Po';

const RECIPIENT = named('MailRecipient', {
  address: 'ada@example.com',
  status: oneOf('queued', 'sent', 'failed'),
  'failure?': about('450', 'SMTP status or error code of the last refusal.'),
});

const MAIL = {
  id: ID,
  status: oneOf('queued', 'sent', 'failed'),
  attempts: about(2, 'Number of attempts to send the mail.'),
  createdAt: about(1767225600000, 'Milliseconds since the epoch.'),
  'sentAt?': about(1767225601000, 'Milliseconds since the epoch.'),
  'failure?': about('450', 'SMTP status or error code of the last failure.'),
  to: ['ada@example.com'],
  subject: 'Hello',
  recipients: about(
    [RECIPIENT],
    'The status for each recipient. Only recipients that are still `queued` are tried again.',
  ),
  rejected: about(['nobody@example.com'], 'Recipients that will not receive the mail.'),
};

const PARTLY_SENT = {
  id: ID,
  status: 'sent',
  attempts: 2,
  createdAt: 1767225600000,
  sentAt: 1767225601000,
  to: ['ada@example.com', 'nobody@example.com'],
  subject: 'Hello',
  recipients: [
    { address: 'ada@example.com', status: 'sent' },
    { address: 'nobody@example.com', status: 'failed', failure: '550' },
  ],
  rejected: ['nobody@example.com'],
};

export const READ_MAIL: RouteDocs = {
  id: 'readMail',
  summary: 'Reads the status of a mail',
  description: 'The status is kept for 30 days. The content is not returned.',
  parameters: { id: { description: '`messageId` of the action.', example: ID } },
  replies: {
    200: {
      description: 'The mail.',
      body: named('Mail', withExample(MAIL, PARTLY_SENT)),
    },
  },
  failures: () => [new MailNotFoundError(), new DecryptionError('unknown_key')],
};
