import { Injectable } from '@nestjs/common';
import { requireCaller } from '../../caller/index.js';
import { QueueHandler, QueueService } from '../../queue/index.js';
import { CallbackSender } from '../blocks/index.js';
import { EventRegistry } from './event.registry.js';
import { namesOf } from './event-names.js';
import { QUEUED_EVENT, QueuedEvent } from './queued-event.dto.js';

/** Receives events from monday, each once, and handles them in the queue. */
@Injectable()
export class Events {
  constructor(
    private readonly registry: EventRegistry,
    private readonly queue: QueueService,
    private readonly callbacks: CallbackSender,
  ) {}

  /**
   * Resolves when the event is durable. An event without handlers that needs no report is dropped.
   * @param idempotencyKey must be the same for each delivery of the event
   */
  async accept(event: QueuedEvent, idempotencyKey: string | undefined): Promise<void> {
    const isAwaited = this.registry.find(namesOf(event.type, event.data)).length > 0;
    if (!isAwaited && event.backToUrl === undefined) return;
    await this.queue.publish(QUEUED_EVENT, event, { idempotencyKey });
  }

  @QueueHandler(QUEUED_EVENT, QueuedEvent)
  async work({ type, data, backToUrl }: QueuedEvent): Promise<void> {
    const { accountId, userId } = requireCaller();
    for (const handle of this.registry.find(namesOf(type, data))) {
      await handle({ type, data, accountId, userId });
    }
    if (backToUrl !== undefined) await this.callbacks.send(backToUrl, { success: true });
  }
}
