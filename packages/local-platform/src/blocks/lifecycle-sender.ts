import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { APP_ID, SandboxSettings, SandboxState, type User } from '../state/index.js';
import { AppSender, type AppReply } from './app-sender.js';
import { RequestSigner, type LifecycleForm } from './request-signer.js';

export interface LifecycleOptions {
  /** Over the event's data, such as `{subscription}` or `{timestamp}`. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Form of the token; default `wrapped`. */
  readonly form?: LifecycleForm;
  /** Path of the app's route; default that of this repository's app. */
  readonly path?: string;
  /** Whether the token follows `Bearer`. */
  readonly bearer?: boolean;
}

/** Sends lifecycle events of the app (docs/monday-platform.md#app-lifecycle-events). */
@Injectable()
export class LifecycleSender {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly state: SandboxState,
    private readonly signer: RequestSigner,
    private readonly sender: AppSender,
    private readonly clock: Clock,
  ) {}

  send(type: string, user: User, { data, form, path, bearer }: LifecycleOptions = {}): Promise<AppReply> {
    return this.sender.post({
      url: `${this.settings.appUrl}${path ?? '/monday/lifecycle'}`,
      authorize: () => this.signer.lifecycle(user, form),
      body: { type, data: { ...this.dataOf(user), ...data } },
      bearer,
    });
  }

  private dataOf(user: User): object {
    const account = this.state.accountOf(user);
    return {
      app_id: APP_ID,
      app_name: 'Local app',
      user_id: Number(user.id),
      user_email: user.email,
      user_name: user.name,
      user_cluster: 'other',
      account_tier: account.tier,
      account_max_users: 10,
      account_id: Number(account.id),
      account_name: account.name,
      account_slug: account.slug,
      version_data: { major: 1, minor: 0, patch: 0, type: 'major', number: 1 },
      timestamp: new Date(this.clock.now()).toISOString(),
    };
  }
}
