import { BadRequestException, ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { LifecycleSender, type AppReply } from '../blocks/index.js';
import { PlatformDatabase } from '../database/index.js';
import {
  findRealSubscription,
  SandboxSettings,
  SandboxState,
  subscriptionClaim,
  type SubscriptionRow,
  type User,
} from '../state/index.js';
import {
  changedSubscription,
  chosenSubscription,
  obstacleTo,
  SUBSCRIPTION_CHANGES,
  type PlanChoice,
  type SubscriptionChange,
} from './subscription-changes.js';

/** A change that happened, and how the app took its event. */
export interface AppliedChange {
  /** Type of the lifecycle event. */
  readonly event: string;
  readonly reply: AppReply;
}

/** The accounts' subscriptions to the app. Each change sends monday's event to it. */
@Injectable()
export class AccountSubscriptions {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
    private readonly lifecycle: LifecycleSender,
    private readonly clock: Clock,
  ) {}

  /**
   * @param choice needed to subscribe and to start a trial
   * @throws NotFoundException | BadRequestException | ConflictException
   */
  async apply(
    accountId: string,
    change: SubscriptionChange,
    choice: PlanChoice | undefined,
    path?: string,
  ): Promise<AppliedChange> {
    const admin = this.adminOf(accountId);
    const row = findRealSubscription(this.database, Number(accountId));
    const obstacle = obstacleTo(change, row);
    if (obstacle !== undefined) throw new ConflictException(obstacle);
    const isChoice = change === 'subscribe' || change === 'start-trial';
    const next = isChoice
      ? this.chosen(accountId, choice, change === 'start-trial')
      : changedSubscription(change, row!);
    this.save(Number(accountId), next);
    const isChanged = change === 'subscribe' && row !== undefined;
    const event = isChanged ? 'app_subscription_changed' : SUBSCRIPTION_CHANGES[change];
    const reply = await this.lifecycle.send(event, admin, {
      data: { subscription: this.dataOf(next ?? row!) },
      path,
    });
    return { event, reply };
  }

  /** The account's first admin, in whose name monday sends these events. */
  private adminOf(accountId: string): User {
    if (!this.state.findAccount(accountId)) throw new NotFoundException('There is no such account.');
    const users = this.state.users(accountId);
    const admin = users.find(({ role }) => role === 'admin') ?? users[0];
    if (!admin) throw new ConflictException('The account has no user.');
    return admin;
  }

  private chosen(accountId: string, choice: PlanChoice | undefined, isTrial: boolean): SubscriptionRow {
    if (!choice) throw new BadRequestException('planId must be the id of a plan.');
    const { plans } = this.settings.declaration;
    if (plans.length > 0 && !plans.includes(choice.planId)) {
      throw new BadRequestException(
        `The app has no plan "${choice.planId}". It declares ${plans.join(', ')}.`,
      );
    }
    return chosenSubscription(Number(accountId), choice, isTrial, this.clock.now());
  }

  private save(accountId: number, next: SubscriptionRow | undefined): void {
    this.database.run('DELETE FROM real_subscriptions WHERE account_id = ?', accountId);
    if (next) this.database.insert('real_subscriptions', { ...next });
  }

  private dataOf(row: SubscriptionRow): object {
    return { ...subscriptionClaim(row, this.clock.now()), max_units: row.max_units };
  }
}
