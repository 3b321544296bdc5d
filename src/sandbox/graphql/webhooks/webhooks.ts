import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Persistence } from '../../../persistence/index.js';
import { AppSender } from '../../blocks/index.js';
import type { User } from '../../state/index.js';
import type { StoredBoard, StoredItem } from '../boards/index.js';
import { GraphQLProblem } from '../graphql-problem.js';
import { createdEvent, valueEvents, type BoardEvent } from './board-events.js';

/** A subscription of the app to a board's events. */
export interface Webhook {
  readonly id: string;
  readonly accountId: string;
  readonly board_id: string;
  readonly url: string;
  readonly event: string;
  /** JSON text. */
  readonly config: string | null;
}

export interface NewWebhook {
  readonly url: string;
  readonly event: string;
  readonly config?: unknown;
}

const PREFIX = 'graphql/webhooks/';
const NEXT_ID = 'graphql/next-webhook-id';
/** platform.md 2.4 */
const MAX_URL_LENGTH = 255;
const MAX_WEBHOOKS = 1_000;

/** Keeps webhooks, shakes hands with their address, and sends them what happens on the boards (platform.md 2.4). */
@Injectable()
export class Webhooks {
  constructor(
    private readonly persistence: Persistence,
    private readonly sender: AppSender,
  ) {}

  /** @throws GraphQLProblem where the address does not echo the challenge */
  async create(accountId: string, boardId: string, { url, event, config }: NewWebhook): Promise<Webhook> {
    if (url.length > MAX_URL_LENGTH || !URL.canParse(url)) {
      throw new GraphQLProblem('InvalidArgumentException', 'The webhook URL is not valid.');
    }
    await this.shakeHands(url);
    const id = String(40_000_000 + (await this.persistence.increment(NEXT_ID, 1)));
    const text = typeof config === 'string' ? config : null;
    const webhook: Webhook = { id, accountId, board_id: boardId, url, event, config: text };
    await this.persistence.put(keyOf(webhook), JSON.stringify(webhook));
    return webhook;
  }

  async delete(accountId: string, id: string): Promise<Webhook> {
    const webhook = (await this.all(accountId)).find((candidate) => candidate.id === id);
    if (!webhook) throw new GraphQLProblem('ResourceNotFoundException', 'Webhook not found');
    await this.persistence.delete(keyOf(webhook));
    return webhook;
  }

  async list(accountId: string, boardId: string): Promise<Webhook[]> {
    return (await this.all(accountId)).filter((webhook) => webhook.board_id === boardId);
  }

  async itemCreated(user: User, board: StoredBoard, item: StoredItem): Promise<void> {
    await this.send(user, board, [createdEvent(user, board, item)]);
  }

  async valuesChanged(user: User, board: StoredBoard, before: StoredItem, after: StoredItem): Promise<void> {
    await this.send(user, board, valueEvents(user, board, before, after));
  }

  private async send(user: User, { board }: StoredBoard, events: readonly BoardEvent[]): Promise<void> {
    for (const webhook of await this.list(board.accountId, board.id)) {
      for (const { subscriptions, columnId, body } of events) {
        if (!subscriptions.includes(webhook.event) || !isAboutColumn(webhook, columnId)) continue;
        const event = {
          ...body,
          subscriptionId: Number(webhook.id),
          triggerUuid: randomUUID(),
          originalTriggerUuid: null,
        };
        this.sender.deliver({ url: webhook.url, user, body: { event } });
      }
    }
  }

  private async shakeHands(url: string): Promise<void> {
    const challenge = randomBytes(24).toString('hex');
    const reply = await this.sender.post({ url, body: { challenge } });
    const echoed = (reply.body as { challenge?: unknown } | undefined)?.challenge;
    if (reply.status !== 200 || echoed !== challenge) {
      throw new GraphQLProblem('InvalidArgumentException', 'The URL did not answer the challenge.');
    }
  }

  private async all(accountId: string): Promise<Webhook[]> {
    const prefix = `${PREFIX}${accountId}/`;
    const entries = await this.persistence.scan({ prefix, limit: MAX_WEBHOOKS });
    return entries.map(({ value }) => JSON.parse(value) as Webhook);
  }
}

function keyOf({ accountId, id }: Webhook): string {
  return `${PREFIX}${accountId}/${id}`;
}

/** `change_specific_column_value` names its column in the config. */
function isAboutColumn(webhook: Webhook, columnId: string | undefined): boolean {
  if (webhook.event !== 'change_specific_column_value') return true;
  return webhook.config?.includes(`"${columnId ?? ''}"`) ?? false;
}
