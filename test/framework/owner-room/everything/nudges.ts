import { Injectable } from '@nestjs/common';
import { IsString } from 'class-validator';
import { requireCaller } from '#app/caller/index.js';
import { Clock } from '#app/clock/index.js';
import { MondayCron } from '#app/cron/index.js';
import { ApiCalls } from '#app/feature/index.js';
import { HealthCheck } from '#app/health/index.js';
import { MailService } from '#app/mail/index.js';
import {
  MondayAction,
  MondayEvent,
  MondayField,
  MondayTrigger,
  type ActionContext,
  type MondayEventMessage,
} from '#app/monday/index.js';
import { QueueHandler, QueueService } from '#app/queue/index.js';
import { SecretService } from '#app/secrets/index.js';
import { NUDGE_MAIL } from './nudge.mail.js';
import { NudgeStore } from './nudge.store.js';
import { NudgeVariables } from './nudges.variables.js';
import { SentNudges } from './sent-nudges.js';

export class NudgeInput {
  @IsString() itemId!: string;
  @IsString() to!: string;
}

export class NudgeMessage {
  @IsString() itemId!: string;
}

@Injectable()
export class Nudges {
  readonly handled: string[] = [];
  ticks = 0;

  constructor(
    private readonly variables: NudgeVariables,
    private readonly secrets: SecretService,
    private readonly mail: MailService,
    private readonly queue: QueueService,
    private readonly calls: ApiCalls,
    private readonly store: NudgeStore,
    private readonly sentNudges: SentNudges,
    private readonly clock: Clock,
  ) {}

  @MondayAction('nudge', NudgeInput)
  async nudge({ itemId, to }: NudgeInput, { actionUuid }: ActionContext): Promise<object> {
    const { accountId } = requireCaller();
    await this.store.save(accountId, itemId, `nudged ${to}`);
    await this.queue.publish('nudges.sent', { itemId });
    const values = { item: itemId, days: this.variables.NUDGE_AFTER_DAYS };
    const { id } = await this.mail.send({ to, template: NUDGE_MAIL, values, idempotencyKey: actionUuid });
    const hasKey = await this.calls.run('calendar', () =>
      Promise.resolve(this.secrets.get('NUDGE_CALENDAR_KEY') !== undefined),
    );
    return { messageId: id, days: this.variables.NUDGE_AFTER_DAYS, hasKey };
  }

  @QueueHandler('nudges.sent', NudgeMessage)
  async sent({ itemId }: NudgeMessage): Promise<void> {
    await this.sentNudges.put(itemId, { itemId, sentAt: this.clock.now() });
    this.handled.push(itemId);
  }

  @MondayTrigger('nudged')
  subscribed(): void {}

  @MondayField('nudge-days')
  days(): object {
    return [{ title: 'Three', value: 3 }];
  }

  @MondayEvent('create_item')
  created({ type }: MondayEventMessage): void {
    this.handled.push(type);
  }

  @MondayCron('nudge-overdue', '0 7 * * *')
  tick(): void {
    this.ticks += 1;
  }

  @HealthCheck('calendar')
  check(): Promise<void> {
    return Promise.resolve();
  }
}
