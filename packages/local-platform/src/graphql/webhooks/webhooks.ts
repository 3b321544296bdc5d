import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppSender } from '../../blocks/index.js';
import { PlatformDatabase } from '../../database/index.js';
import { type User } from '../../state/index.js';
import { type BoardEvent } from '../events/board-events.js';
import { fitsConfig } from './webhook-config.js';
import { GraphQLProblem } from '../graphql-problem.js';

/** A subscription of the app to a board's events. */
export interface WebhookRow {
  readonly id: number;
  readonly account_id: number;
  readonly board_id: number;
  readonly url: string;
  readonly event: string;
  /** JSON text. */
  readonly config: string | null;
  readonly user_id: number;
}

/** A webhook that is not stored yet; its config was validated. */
export type NewWebhook = Omit<WebhookRow, 'id'>;

/** docs/monday-platform.md#board-webhooks */
const MAX_URL_LENGTH = 255;

/**
 * Stores webhooks, verifies their addresses, and sends board events to them (docs/monday-platform.md#board-webhooks).
 */
@Injectable()
export class Webhooks {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly sender: AppSender,
  ) {}

  /** @throws GraphQLProblem if the address does not echo the challenge */
  async checkAddress({ url }: NewWebhook): Promise<void> {
    if (url.length > MAX_URL_LENGTH || !URL.canParse(url)) {
      throw new GraphQLProblem('InvalidArgumentException', 'The webhook URL is not valid.');
    }
    await this.verify(url);
  }

  add(webhook: NewWebhook): WebhookRow {
    const row = { id: this.database.nextId('webhooks'), ...webhook };
    this.database.insert('webhooks', row);
    return row;
  }

  delete(accountId: number, id: number): WebhookRow {
    const webhook = this.database.get<WebhookRow>(
      'DELETE FROM webhooks WHERE id = ? AND account_id = ? RETURNING *',
      id,
      accountId,
    );
    if (!webhook) throw new GraphQLProblem('ResourceNotFoundException', 'Webhook not found');
    return webhook;
  }

  list(accountId: number, boardId: number): WebhookRow[] {
    return this.database.all<WebhookRow>(
      'SELECT * FROM webhooks WHERE board_id = ? AND account_id = ? ORDER BY id',
      boardId,
      accountId,
    );
  }

  /** Sends the event to its subscribers in the background. */
  send(user: User, event: BoardEvent): void {
    for (const webhook of this.list(Number(user.accountId), event.boardId)) {
      if (!event.subscriptions.includes(webhook.event) || !fitsConfig(webhook, event)) continue;
      const body = {
        ...event.body,
        subscriptionId: webhook.id,
        triggerUuid: randomUUID(),
        originalTriggerUuid: null,
      };
      this.sender.deliver({ url: webhook.url, user, body: { event: body } });
    }
  }

  private async verify(url: string): Promise<void> {
    const challenge = randomBytes(24).toString('hex');
    const reply = await this.sender.post({ url, body: { challenge } });
    const echoed = (reply.body as { challenge?: unknown } | undefined)?.challenge;
    if (reply.status !== 200 || echoed !== challenge) {
      throw new GraphQLProblem('InvalidArgumentException', 'The URL did not answer the challenge.');
    }
  }
}
