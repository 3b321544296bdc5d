import { type Persistence } from '../../persistence/index.js';
import { QueueDriver, type OutgoingMessage, type QueueStats, type WaitingMessage } from '../queue.driver.js';
import { QueueUnsupportedError } from '../queue.errors.js';
import { type MessagePublisher } from './message-publisher.js';
import { knownKey } from './persistent-record.js';

/** The platform's queue: messages leave through a publisher and come back as requests, so nothing is consumed here. */
export class PushedQueueDriver extends QueueDriver {
  readonly capabilities = { delay: false, priority: false, operations: false, consumes: false };

  constructor(
    private readonly publisher: MessagePublisher,
    private readonly persistence: Persistence,
  ) {
    super();
  }

  /** An id is remembered after it was published: a crash between the two publishes it twice rather than never. */
  override async publish(message: OutgoingMessage): Promise<void> {
    if (message.delayMs > 0) throw new QueueUnsupportedError('a delay');
    if (message.priority !== 'normal') throw new QueueUnsupportedError('a priority');
    const known = message.deduplicateForMs === undefined ? undefined : knownKey(message.id);
    if (known !== undefined && (await this.persistence.get(known))) return;
    await this.publisher.publish(message.body);
    if (known !== undefined) {
      const ttlSeconds = Math.ceil((message.deduplicateForMs ?? 0) / 1_000);
      await this.persistence.upsert(known, '', { ttlSeconds });
    }
  }

  override open(): Promise<void> {
    return Promise.resolve();
  }

  override start(): Promise<void> {
    return Promise.resolve();
  }

  override stop(): Promise<void> {
    return Promise.resolve();
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  override stats(): Promise<QueueStats> {
    return Promise.reject(new QueueUnsupportedError('statistics'));
  }

  override peek(): Promise<WaitingMessage[]> {
    return Promise.reject(new QueueUnsupportedError('looking at messages'));
  }

  override pause(): Promise<void> {
    return Promise.reject(new QueueUnsupportedError('pausing'));
  }

  override resume(): Promise<void> {
    return Promise.reject(new QueueUnsupportedError('resuming'));
  }
}
