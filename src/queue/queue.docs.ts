import { about, anyJson, named, oneOf, type RouteDocs } from '../docs/index.js';
import { publishErrorResponses } from './publish-error-responses.js';
import {
  QueueDeliveryFailedError,
  QueueMessageInvalidError,
  QueueSecretError,
  QueueTypeUnknownError,
} from './queue.errors.js';

export const RECEIVE: RouteDocs = {
  id: 'receiveMessage',
  tag: 'platform',
  summary: 'Delivers a message of the queue',
  description: '200 acknowledges the message. After any other status, monday code delivers it again.',
  body: about(
    anyJson({ content: '{"v":1,"id":"…","type":"mail.send","accountId":"18345021","payload":"…"}' }),
    'The message as it was published, or wrapped in `content`; monday sends both forms.',
  ),
  replies: {
    200: {
      description: 'The delivery is acknowledged.',
      body: named('Delivered', { status: oneOf('handled', 'dead_lettered', 'postponed') }),
    },
  },
  failures: () => [
    new QueueSecretError(),
    new QueueMessageInvalidError(),
    new QueueTypeUnknownError(),
    new QueueDeliveryFailedError(30),
    ...publishErrorResponses(),
  ],
  authenticatedBy: 'queue',
};
