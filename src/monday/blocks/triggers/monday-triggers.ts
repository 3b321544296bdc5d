import { Injectable } from '@nestjs/common';
import { requireCaller } from '../../../caller/index.js';
import { QueueHandler, QueueService } from '../../../queue/index.js';
import { type VerifiedRequest } from '../../requests/index.js';
import { BlockRegistry } from '../block.registry.js';
import { CallbackRefusedError } from '../callback.errors.js';
import { CallbackSender } from '../callback-sender.js';
import {
  optionalFields,
  invalid,
  optionalId,
  optionalText,
  readPayload,
  type Fields,
} from '../../input/index.js';
import { MondayAddresses } from '../monday-addresses.js';
import { FIRED_TRIGGER, FiredTrigger } from './fired-trigger.dto.js';
import { type TriggerSubscription } from './trigger-subscription.js';
import { TriggerSubscriptionStore } from './trigger-subscription.store.js';

/** Stores the subscriptions of custom triggers, and fires the triggers (docs/monday-platform.md#triggers). */
@Injectable()
export class MondayTriggers {
  constructor(
    private readonly registry: BlockRegistry,
    private readonly subscriptions: TriggerSubscriptionStore,
    private readonly queue: QueueService,
    private readonly callbacks: CallbackSender,
    private readonly addresses: MondayAddresses,
  ) {}

  /**
   * Fires a trigger for the current caller's account.
   * @param matches selects subscriptions; default all
   * @returns number of automations that will be notified; resolves when this is durable
   */
  async fire(
    trigger: string,
    outputFields: Fields,
    matches: (subscription: TriggerSubscription) => boolean = () => true,
  ): Promise<number> {
    let count = 0;
    for await (const subscription of this.subscriptions.list(requireCaller().accountId, trigger)) {
      if (!matches(subscription)) continue;
      const message: FiredTrigger = { trigger, subscriptionId: subscription.id, outputFields };
      await this.queue.publish(FIRED_TRIGGER, message);
      count += 1;
    }
    return count;
  }

  /** @throws BlockNotFoundError | ValidationFailedException | CallbackUrlRefusedError */
  async subscribe(
    trigger: string,
    body: unknown,
    verifiedRequest: VerifiedRequest,
  ): Promise<{ webhookId: string }> {
    const onSubscribe = this.registry.requireTrigger(trigger);
    const { payload, runtimeMetadata } = readPayload(body);
    const webhookUrl = optionalText(payload, 'webhookUrl');
    const id = optionalId(payload, 'subscriptionId');
    if (webhookUrl === undefined) throw invalid('payload.webhookUrl', 'payload.webhookUrl must be a text');
    if (id === undefined) throw invalid('payload.subscriptionId', 'payload.subscriptionId must be an id');
    this.addresses.check(webhookUrl);
    const { accountId, userId } = verifiedRequest;
    const inputFields = optionalFields(payload, 'inputFields');
    const ids = {
      recipeId: optionalId(payload, 'recipeId'),
      integrationId: optionalId(payload, 'integrationId'),
    };
    const triggerUuid = optionalId(runtimeMetadata, 'triggerUuid');
    const subscription = { id, trigger, accountId, userId, webhookUrl, inputFields, ...ids };
    await onSubscribe(subscription, { ...verifiedRequest, ...ids, triggerUuid });
    await this.subscriptions.save(subscription);
    return { webhookId: id };
  }

  /** @throws BlockNotFoundError | ValidationFailedException */
  async unsubscribe(trigger: string, body: unknown, { accountId }: VerifiedRequest): Promise<void> {
    this.registry.requireTrigger(trigger);
    const id = optionalId(readPayload(body).payload, 'webhookId');
    if (id === undefined) throw invalid('payload.webhookId', 'payload.webhookId must be an id');
    await this.subscriptions.remove(accountId, trigger, id);
  }

  @QueueHandler(FIRED_TRIGGER, FiredTrigger)
  async deliver({ trigger, subscriptionId, outputFields }: FiredTrigger): Promise<void> {
    const { accountId } = requireCaller();
    const subscription = await this.subscriptions.find(accountId, trigger, subscriptionId);
    // The automation unsubscribed in the meantime.
    if (!subscription) return;
    try {
      await this.callbacks.send(subscription.webhookUrl, { trigger: { outputFields } });
    } catch (error) {
      if (!(error instanceof CallbackRefusedError && error.isGone)) throw error;
      // The automation was deleted without an unsubscribe request, or its trigger replaced.
      await this.subscriptions.remove(accountId, trigger, subscriptionId);
    }
  }
}
