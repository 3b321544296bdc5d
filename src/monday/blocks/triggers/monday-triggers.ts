import { Injectable } from '@nestjs/common';
import { sha256 } from 'monday-persistence/hash';
import { findCaller, requireCaller, runAs } from '../../../caller/index.js';
import { QueueHandler, QueueService } from '../../../queue/index.js';
import { type VerifiedRequest } from '../../requests/index.js';
import { BlockRegistry } from '../block.registry.js';
import { CallbackRefusedError } from '../callback.errors.js';
import { CallbackSender } from '../callback-sender.js';
import { CredentialsRegistry } from '../credentials/credentials.registry.js';
import { readCredentials } from '../credentials/read-credentials.js';
import {
  invalid,
  optionalFields,
  optionalId,
  optionalText,
  parseInput,
  readPayload,
  type Fields,
} from '../../input/index.js';
import { MondayAddresses } from '../monday-addresses.js';
import { ENDED_TRIGGER, EndedTrigger } from './ended-trigger.dto.js';
import { FIRED_TRIGGER, FiredTrigger } from './fired-trigger.dto.js';
import { FiredTriggerStore } from './fired-trigger.store.js';
import { type TriggerSubscription } from './trigger-subscription.js';
import { TriggerSubscriptionStore, type SubscriptionFilter } from './trigger-subscription.store.js';

export interface FireOptions<T extends object = Fields> {
  /** Only these subscriptions, without reading the others; those that ended are left out. */
  readonly subscriptionIds?: readonly string[];
  /** Selects subscriptions; default all. It decrypts each: prefer `subscriptionIds` where the ids are known. */
  readonly matches?: (subscription: TriggerSubscription<T>) => boolean;
  /**
   * A second fire of the same trigger and account with this key within 30 days has no effect, also after a restart. A
   * fire that was interrupted notifies the automations that it had not reached.
   */
  readonly idempotencyKey?: string;
}

const MAX_KEY_LENGTH = 512;
/** So that a subscription fits into a message of the queue. */
const MAX_FIELDS_BYTES = 48 * 1024;

/** Stores the subscriptions of custom triggers, and fires the triggers (docs/monday-platform.md#triggers). */
@Injectable()
export class MondayTriggers {
  constructor(
    private readonly registry: BlockRegistry,
    private readonly store: TriggerSubscriptionStore,
    private readonly fired: FiredTriggerStore,
    private readonly queue: QueueService,
    private readonly callbacks: CallbackSender,
    private readonly addresses: MondayAddresses,
    private readonly credentials: CredentialsRegistry,
  ) {}

  /**
   * Fires a trigger for the current caller's account.
   * @param options which subscriptions, as a function or with an idempotency key
   * @returns number of automations that will be notified; resolves when this is durable. A repeated key returns the
   *   number of the first fire.
   * @throws TriggerUnknownError if the app has no such trigger
   */
  async fire<T extends object = Fields>(
    trigger: string,
    outputFields: Fields,
    options: FireOptions<T> | ((subscription: TriggerSubscription<T>) => boolean) = {},
  ): Promise<number> {
    const given: FireOptions<T> = typeof options === 'function' ? { matches: options } : options;
    const { accountId } = requireCaller();
    const { idempotencyKey } = given;
    this.registry.checkTrigger(trigger);
    if (idempotencyKey === undefined) return this.notify(trigger, outputFields, given);
    if (idempotencyKey === '' || idempotencyKey.length > MAX_KEY_LENGTH) {
      throw new TypeError(`An idempotency key has 1 to ${MAX_KEY_LENGTH} characters.`);
    }
    const earlier = await this.fired.find(accountId, trigger, idempotencyKey);
    if (earlier !== undefined) return earlier;
    const count = await this.notify(trigger, outputFields, given);
    await this.fired.save(accountId, trigger, idempotencyKey, count);
    return count;
  }

  /**
   * The subscriptions of the caller's account; without a caller, as in a scheduled job, those of an account or of all
   * accounts. Pages are read as needed.
   * @throws TypeError if a caller asks for another account
   * @throws PersistenceUnsupportedError for all accounts, if the store cannot list its keys
   */
  async *subscriptions<T extends object = Fields>(
    filter: SubscriptionFilter = {},
  ): AsyncGenerator<TriggerSubscription<T>, void, undefined> {
    const caller = findCaller();
    const { accountId = caller?.accountId, trigger } = filter;
    if (caller !== undefined && accountId !== caller.accountId) {
      throw new TypeError('The subscriptions of another account than that of the caller were requested.');
    }
    yield* this.store.list({ accountId, trigger }) as AsyncGenerator<TriggerSubscription<T>, void, undefined>;
  }

  /** @throws BlockNotFoundError | ValidationFailedException | CallbackUrlRefusedError | CredentialsMissingError */
  async subscribe(
    trigger: string,
    body: unknown,
    verifiedRequest: VerifiedRequest,
  ): Promise<{ webhookId: string }> {
    const { input, onSubscribe } = this.registry.requireTrigger(trigger);
    const { payload, runtimeMetadata } = readPayload(body);
    const webhookUrl = optionalText(payload, 'webhookUrl');
    const id = optionalId(payload, 'subscriptionId');
    if (webhookUrl === undefined) throw invalid('payload.webhookUrl', 'payload.webhookUrl must be a text');
    if (id === undefined) throw invalid('payload.subscriptionId', 'payload.subscriptionId must be an id');
    this.addresses.check(webhookUrl);
    const { accountId, userId } = verifiedRequest;
    const given = optionalFields(payload, 'inputFields');
    if (Buffer.byteLength(JSON.stringify(given)) > MAX_FIELDS_BYTES) {
      throw invalid('payload.inputFields', `payload.inputFields must have at most ${MAX_FIELDS_BYTES} bytes`);
    }
    const inputFields = input ? ((await parseInput(input, given)) as Fields) : given;
    const ids = {
      recipeId: optionalId(payload, 'recipeId'),
      integrationId: optionalId(payload, 'integrationId'),
    };
    const triggerUuid = optionalId(runtimeMetadata, 'triggerUuid');
    const subscription = { id, trigger, accountId, userId, webhookUrl, inputFields, ...ids };
    const credentials = readCredentials(this.credentials.keysOf(`trigger "${trigger}"`), payload);
    await onSubscribe(subscription, { ...verifiedRequest, credentials, ...ids, triggerUuid });
    await this.store.save(subscription);
    return { webhookId: id };
  }

  /** @throws BlockNotFoundError | ValidationFailedException */
  async unsubscribe(trigger: string, body: unknown, { accountId }: VerifiedRequest): Promise<void> {
    this.registry.requireTrigger(trigger);
    const id = optionalId(readPayload(body).payload, 'webhookId');
    if (id === undefined) throw invalid('payload.webhookId', 'payload.webhookId must be an id');
    await this.end(trigger, accountId, id);
  }

  @QueueHandler(FIRED_TRIGGER, FiredTrigger)
  async deliver({ trigger, subscriptionId, outputFields }: FiredTrigger): Promise<void> {
    const { accountId } = requireCaller();
    const subscription = await this.store.find(accountId, trigger, subscriptionId);
    // The automation unsubscribed in the meantime.
    if (!subscription) return;
    try {
      await this.callbacks.send(subscription.webhookUrl, { trigger: { outputFields } });
    } catch (error) {
      if (!(error instanceof CallbackRefusedError && error.isGone)) throw error;
      // The automation was deleted without an unsubscribe request, or its trigger replaced.
      await this.end(trigger, accountId, subscriptionId);
    }
  }

  @QueueHandler(ENDED_TRIGGER, EndedTrigger)
  async ended({ subscription }: EndedTrigger): Promise<void> {
    await this.registry.findTrigger(subscription.trigger)?.onUnsubscribe?.(subscription);
  }

  private async notify<T extends object>(
    trigger: string,
    outputFields: Fields,
    { matches = () => true, subscriptionIds, idempotencyKey }: FireOptions<T>,
  ): Promise<number> {
    let count = 0;
    const candidates =
      subscriptionIds === undefined
        ? this.subscriptions<T>({ trigger })
        : this.subscriptionsOf<T>(trigger, subscriptionIds);
    for await (const subscription of candidates) {
      if (!matches(subscription)) continue;
      const message: FiredTrigger = { trigger, subscriptionId: subscription.id, outputFields };
      await this.queue.publish(FIRED_TRIGGER, message, {
        idempotencyKey: idempotencyKey && keyOf(idempotencyKey, message),
      });
      count += 1;
    }
    return count;
  }

  private async *subscriptionsOf<T extends object>(
    trigger: string,
    ids: readonly string[],
  ): AsyncGenerator<TriggerSubscription<T>, void, undefined> {
    const { accountId } = requireCaller();
    for (const id of new Set(ids)) {
      const subscription = await this.store.find(accountId, trigger, id);
      if (subscription) yield subscription as TriggerSubscription<T>;
    }
  }

  /**
   * The hook runs in the queue, as the user who made the automation, so that it is retried. A crash before the removal
   * repeats both.
   */
  private async end(trigger: string, accountId: string, id: string): Promise<void> {
    const hasHook = this.registry.findTrigger(trigger)?.onUnsubscribe !== undefined;
    const subscription = hasHook ? await this.store.find(accountId, trigger, id) : undefined;
    if (subscription) {
      const owner = { accountId, userId: subscription.userId, kind: 'job' } as const;
      const message: EndedTrigger = { subscription };
      await runAs(owner, () => this.queue.publish(ENDED_TRIGGER, message));
    }
    await this.store.remove(accountId, trigger, id);
  }
}

const keyOf = (idempotencyKey: string, { trigger, subscriptionId }: FiredTrigger): string =>
  sha256(JSON.stringify([trigger, subscriptionId, idempotencyKey]));
