import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SandboxSettings, type User } from '../state/index.js';
import { AppSender, type AppReply, type AppRequest } from './app-sender.js';
import { Callbacks } from './callbacks.js';
import { RequestSigner } from './request-signer.js';

export interface FeatureEventOptions {
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Whether the app answers at once and reports later (docs/monday-platform.md#app-feature-lifecycle-events). */
  readonly async?: boolean;
  /** Path of the app's route; default that of this repository's app. */
  readonly path?: string;
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
  ) {}

  /**
   * Sends a board webhook event to the app, with monday's retries.
   * @param type type of the event, such as `create_pulse`
   */
  async webhook(
    type: string,
    user: User,
    event: Readonly<Record<string, unknown>>,
    path = '/monday/webhooks',
  ): Promise<AppReply> {
    const request: AppRequest = {
      url: `${this.settings.appUrl}${path}`,
      user,
      body: {
        event: {
          userId: Number(user.id),
          app: 'monday',
          triggerTime: new Date(SYSTEM_CLOCK.now()).toISOString(),
          subscriptionId: SUBSCRIPTION_ID,
          triggerUuid: randomUUID(),
          type,
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
    { payload = {}, async: isAsync = false, path = '/monday/feature-lifecycle' }: FeatureEventOptions,
  ): Promise<AppReply & { readonly callbackId?: string }> {
    const callbackId = randomUUID();
    const reply = await this.sender.post({
      url: `${this.settings.appUrl}${path}`,
      authorize: () => this.signer.featureLifecycle(user),
      body: {
        type,
        payload,
        accountId: Number(user.accountId),
        userId: Number(user.id),
        ...(isAsync && { back_to_url: `${this.callbacks.open(callbackId)}?token=${randomUUID()}` }),
      },
    });
    return { ...reply, ...(isAsync && { callbackId }) };
  }
}
