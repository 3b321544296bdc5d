import { Injectable } from '@nestjs/common';
import { requireCaller } from '../../caller/index.js';
import { QueueHandler, QueuePayloadTooLargeError, QueueService } from '../../queue/index.js';
import { CallbackSender } from '../blocks/index.js';
import { EventRegistry } from './event.registry.js';
import { LargeEventStore } from './large-event.store.js';
import { namesOf } from './event-names.js';
import { QUEUED_EVENT, QueuedEvent } from './queued-event.dto.js';

/** Receives events from monday, each once, and handles them in the queue. */
@Injectable()
export class Events {
  constructor(
    private readonly registry: EventRegistry,
    private readonly queue: QueueService,
    private readonly callbacks: CallbackSender,
    private readonly largeEvents: LargeEventStore,
  ) {}

  /**
   * Resolves when the event is durable. An event without handlers that needs no report is dropped.
   * @param idempotencyKey must be the same for each delivery of the event
   */
  async accept(event: QueuedEvent, idempotencyKey: string | undefined): Promise<void> {
    const isAwaited = this.registry.find(namesOf(event.type, event.data)).length > 0;
    if (!isAwaited && event.backToUrl === undefined) return;
    try {
      await this.queue.publish(QUEUED_EVENT, event, { idempotencyKey });
    } catch (error) {
      if (!(error instanceof QueuePayloadTooLargeError)) throw error;
      const storedDataId = await this.largeEvents.save(event.data, idempotencyKey);
      await this.queue.publish(QUEUED_EVENT, { ...event, data: {}, storedDataId }, { idempotencyKey });
    }
  }

  @QueueHandler(QUEUED_EVENT, QueuedEvent)
  async work({ type, data: given, storedDataId, backToUrl, isUnproven }: QueuedEvent): Promise<void> {
    const { accountId, userId } = requireCaller();
    const data = storedDataId === undefined ? given : await this.largeEvents.find(storedDataId);
    // Handled by an earlier delivery of this message.
    if (!data) return;
    for (const handle of this.registry.find(namesOf(type, data))) {
      await handle({ type, data, accountId, userId, ...(isUnproven && { isUnproven }) });
    }
    if (backToUrl !== undefined) await this.callbacks.send(backToUrl, { success: true });
    // If this fails, the data expires.
    if (storedDataId !== undefined) await this.largeEvents.remove(storedDataId).catch(() => undefined);
  }
}
