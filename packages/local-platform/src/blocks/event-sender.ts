import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { APP_ID, SandboxSettings, type User } from '../state/index.js';
import { AppSender, type AppReply, type AppRequest } from './app-sender.js';
import { Callbacks } from './callbacks.js';
import { RequestSigner } from './request-signer.js';
import { sampleEvent } from './subscribed-events.js';

/**
 * Forms of a feature event: flat; nested under `data`; nested, with `back_to_url` at the top; or nested, with the token
 * in the query (docs/monday-platform.md#app-feature-lifecycle-events).
 */
export const FEATURE_FORMS = ['flat', 'nested', 'nested-top', 'nested-query'] as const;
export type FeatureForm = (typeof FEATURE_FORMS)[number];

export interface FeatureEventOptions {
  /** Default: `flat`. */
  readonly form?: FeatureForm;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Whether the token follows `Bearer`. */
  readonly bearer?: boolean;
  /** Whether the app answers at once and reports later (docs/monday-platform.md#app-feature-lifecycle-events). */
  readonly async?: boolean;
  /** Path of the app's route; default that of this repository's app. */
  readonly path?: string;
}

export interface WebhookOptions {
  /** Path of the app's route; default that of this repository's app. */
  readonly path?: string;
  /** Whether the token follows `Bearer`. */
  readonly bearer?: boolean;
}

const SUBSCRIPTION_ID = 10_000_004;

/** Sends events of boards and of app features on command (docs/monday-platform.md#app-feature-lifecycle-events, docs/monday-platform.md#board-webhooks). */
@Injectable()
export class EventSender {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly signer: RequestSigner,
    private readonly sender: AppSender,
    private readonly callbacks: Callbacks,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends a board webhook event to the app, with monday's retries.
   * @param type type of the event, such as `create_pulse`, or the name used to subscribe, such as `create_subitem`
   */
  async webhook(
    type: string,
    user: User,
    event: Readonly<Record<string, unknown>>,
    { path = '/monday/webhooks', bearer }: WebhookOptions = {},
  ): Promise<AppReply> {
    const request: AppRequest = {
      url: `${this.settings.appUrl}${path}`,
      user,
      bearer,
      body: {
        event: {
          userId: Number(user.id),
          app: 'monday',
          triggerTime: this.timestamp(),
          subscriptionId: SUBSCRIPTION_ID,
          triggerUuid: randomUUID(),
          originalTriggerUuid: null,
          ...sampleEvent(type),
          ...event,
        },
      },
    };
    const reply = await this.sender.post(request);
    this.sender.retryAfter(reply, request);
    return reply;
  }

  /** An event of an app feature. @returns for an asynchronous event, also the id of its callback */
  async feature(
    type: string,
    user: User,
    {
      payload = {},
      async: isAsync = false,
      path = '/monday/feature-lifecycle',
      form = 'flat',
      bearer,
    }: FeatureEventOptions,
  ): Promise<AppReply & { readonly callbackId?: string }> {
    const callbackId = randomUUID();
    const address = isAsync && { back_to_url: this.callbacks.openWithToken(callbackId) };
    const url = `${this.settings.appUrl}${path}`;
    const isInQuery = form === 'nested-query';
    const reply = await this.sender.post({
      url: isInQuery ? `${url}?token=${await this.signer.featureLifecycle(user)}` : url,
      authorize: () => (isInQuery ? '' : this.signer.featureLifecycle(user)),
      bearer,
      body: { type, ...featureFields(user, form, { payload, address, timestamp: this.timestamp() }) },
    });
    return { ...reply, ...(isAsync && { callbackId }) };
  }

  private timestamp(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

interface FeatureFields {
  readonly payload: object;
  readonly address: object | false;
  readonly timestamp: string;
}

function featureFields(
  user: User,
  form: FeatureForm,
  { payload, address, timestamp }: FeatureFields,
): object {
  const [accountId, userId] = [Number(user.accountId), Number(user.id)];
  if (form === 'flat') return { payload, accountId, userId, ...address };
  const data = {
    payload,
    app_id: APP_ID,
    app_feature_id: 10_000_005,
    app_feature_reference_id: 'local-feature',
    user_id: userId,
    account_id: accountId,
    timestamp,
  };
  return form === 'nested-top' ? { data, ...address } : { data: { ...data, ...address } };
}
