import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppSender } from '../../blocks/index.js';
import { PlatformDatabase } from '../../database/index.js';
import type { User } from '../../state/index.js';
import type { BoardEvent } from '../events/board-events.js';
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

/** platform.md 2.4 */
const MAX_URL_LENGTH = 255;

/** Keeps webhooks, verifies their address, and sends them what happens on the boards (platform.md 2.4). */
@Injectable()
export class Webhooks {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly sender: AppSender,
  ) {}

  /** @throws GraphQLProblem if the address does not echo the challenge */
  async create(webhook: Omit<WebhookRow, 'id'>): Promise<WebhookRow> {
    const { url } = webhook;
    if (url.length > MAX_URL_LENGTH || !URL.canParse(url)) {
      throw new GraphQLProblem('InvalidArgumentException', 'The webhook URL is not valid.');
    }
    await this.verify(url);
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

  /** Sends the event to whoever subscribed to it, in the background. */
  send(user: User, { boardId, subscriptions, columnId, body }: BoardEvent): void {
    for (const webhook of this.list(Number(user.accountId), boardId)) {
      if (!subscriptions.includes(webhook.event) || !isAboutColumn(webhook, columnId)) continue;
      const event = {
        ...body,
        subscriptionId: webhook.id,
        triggerUuid: randomUUID(),
        originalTriggerUuid: null,
      };
      this.sender.deliver({ url: webhook.url, user, body: { event } });
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

/** `change_specific_column_value` names its column in the config. */
function isAboutColumn(webhook: WebhookRow, columnId: string | undefined): boolean {
  if (webhook.event !== 'change_specific_column_value') return true;
  return webhook.config?.includes(`"${columnId ?? ''}"`) ?? false;
}
