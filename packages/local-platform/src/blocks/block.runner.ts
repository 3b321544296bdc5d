import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SandboxSettings, SandboxState, type User } from '../state/index.js';
import { CredentialsValues, type Values } from '../connections/index.js';
import { AppSender, type AppReply, type AppRequest } from './app-sender.js';
import { actionBody, AUTOMATION, AUTOMATION_ID, type BlockRunOptions } from './block-run.js';
import { Callbacks } from './callbacks.js';

/** Actions of the app with their own path. */
const PATHS: Readonly<Record<string, string>> = { 'mail-send': '/mail/send' };

/** The app's first reply and its run. */
export interface BlockRunResult extends AppReply {
  readonly actionUuid: string;
}

/** Runs the app's blocks as monday's automations do (docs/monday-platform.md#automation-blocks). */
@Injectable()
export class BlockRunner {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly state: SandboxState,
    private readonly sender: AppSender,
    private readonly callbacks: Callbacks,
    private readonly credentials: CredentialsValues,
  ) {}

  /**
   * Runs an action and resolves to the first reply. Failures that monday would retry are retried in the background.
   * @throws UnknownUserError
   */
  async action(name: string, options: BlockRunOptions): Promise<BlockRunResult> {
    const actionUuid = options.actionUuid ?? randomUUID();
    const credentialsValues = await this.credentialsOf('action', name, options);
    const callbackUrl = options.async ? this.callbacks.open(actionUuid) : undefined;
    const request: AppRequest = {
      url: this.urlOf(options, PATHS[name] ?? `/monday/actions/${name}`),
      user: this.userOf(options),
      body: actionBody({ ...options, actionUuid }, callbackUrl, credentialsValues),
      bearer: options.bearer,
    };
    const reply = await this.sender.post(request);
    this.sender.retryAfter(reply, request);
    return { ...reply, actionUuid };
  }

  /** Adds the trigger to an automation: the app gets an address to fire at (docs/monday-platform.md#triggers). */
  async subscribe(name: string, options: BlockRunOptions): Promise<AppReply & { subscriptionId: number }> {
    const subscriptionId = this.callbacks.nextSubscriptionId();
    const { inputFields = {} } = options;
    const payload = {
      webhookUrl: this.callbacks.eventUrl(subscriptionId),
      subscriptionId,
      blockMetadata: { shouldCalculateDynamicMapping: false },
      inputFields,
      inboundFieldValues: inputFields,
      credentialsValues: await this.credentialsOf('trigger', name, options),
      ...AUTOMATION,
    };
    const url = this.urlOf(options, `/monday/triggers/${name}/subscribe`);
    const reply = await this.post(url, options, payload);
    return { ...reply, subscriptionId };
  }

  /** Removes the trigger from an automation. @param webhookId the app's own, or the subscription's id */
  unsubscribe(name: string, webhookId: string | number, options: BlockRunOptions): Promise<AppReply> {
    const url = this.urlOf(options, `/monday/triggers/${name}/unsubscribe`);
    return this.post(url, options, { webhookId });
  }

  /** Requests the options or the schema of a field (docs/monday-platform.md#fields-of-blocks). */
  async field(name: string, options: BlockRunOptions): Promise<AppReply> {
    const payload = {
      dependencyData: {},
      pageRequestData: {},
      credentialsValues: await this.credentialsOf('field', name, options),
      ...AUTOMATION,
      automationId: AUTOMATION_ID,
      ...options.inputFields,
    };
    const url = this.urlOf(options, `/monday/fields/${name}`);
    return this.post(url, options, payload);
  }

  private post(url: string, options: BlockRunOptions, payload: object): Promise<AppReply> {
    const { bearer } = options;
    return this.sender.post({ url, user: this.userOf(options), body: { payload }, bearer });
  }

  private credentialsOf(kind: string, name: string, options: BlockRunOptions): Promise<Values> {
    return this.credentials.of(`${kind} "${name}"`, this.userOf(options), options.connections);
  }

  private urlOf({ path }: BlockRunOptions, usual: string): string {
    return `${this.settings.appUrl}${path ?? usual}`;
  }

  private userOf({ userId }: BlockRunOptions): User {
    return userId === undefined ? this.state.firstUser() : this.state.requireUser(userId);
  }
}
