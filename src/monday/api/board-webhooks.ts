import { tryParseJson } from 'monday-persistence/json';
import { checkFields, checkList, checkText } from './argument-checks.js';
import { type Calls } from './calls.js';
import { type CallOptions } from './monday-calls.js';
import { readCreated, readList } from './read-answer.js';
import { type WebhookAddressStore } from './webhook-address.store.js';

/** An event with its config, as `webhookArguments` builds them. */
export interface DeclaredWebhook {
  readonly event: string;
  /** JSON text. */
  readonly config?: string;
}

export interface MondayWebhook {
  readonly id: string;
  readonly event: string;
  readonly config: string | null;
}

/** How the webhooks of a board were changed. */
export interface SyncedWebhooks {
  readonly created: readonly MondayWebhook[];
  readonly kept: readonly MondayWebhook[];
  readonly deleted: readonly MondayWebhook[];
}

const FIELDS = 'id event config';
const LIST = `query ($board: ID!) { webhooks(board_id: $board, app_webhooks_only: true) { ${FIELDS} } }`;
const CREATE = `mutation ($board: ID!, $url: String!, $event: WebhookEventType!, $config: JSON) {
  create_webhook(board_id: $board, url: $url, event: $event, config: $config) { ${FIELDS} }
}`;
const DELETE = 'mutation ($id: ID!) { delete_webhook(id: $id) { id } }';

/**
 * The webhooks that this app has made on a board (docs/monday-platform.md#board-webhooks). monday signs their events with
 * the signing secret, which the app verifies.
 */
export class BoardWebhooks {
  /**
   * @param url where the app receives events
   * @param addresses with which the app made its webhooks
   */
  constructor(
    private readonly calls: Calls,
    private readonly url: string,
    private readonly addresses: Pick<WebhookAddressStore, 'find' | 'add' | 'keepOnly'>,
  ) {}

  async list(boardId: string, options?: CallOptions): Promise<MondayWebhook[]> {
    const { webhooks } = await this.calls.query<{ webhooks?: unknown }>(LIST, { board: boardId }, options);
    return readList<MondayWebhook>(webhooks);
  }

  async create(boardId: string, webhook: DeclaredWebhook, options?: CallOptions): Promise<MondayWebhook> {
    checkText(boardId, 'boardId');
    checkFields(webhook, 'webhook');
    const { event, config } = webhook;
    const variables = { board: boardId, url: this.url, event, config };
    const { create_webhook } = await this.calls.mutate<{ create_webhook?: unknown }>(
      CREATE,
      variables,
      options,
    );
    const created = readCreated<MondayWebhook>(create_webhook);
    await this.addresses.add(boardId, created.id, this.url);
    return created;
  }

  async delete(id: string, options?: CallOptions): Promise<void> {
    await this.calls.mutate(DELETE, { id }, options);
  }

  /**
   * Creates what is declared and missing first, so that no event is lost in between. A webhook with another address than
   * that of the app is replaced, unless another installation made it.
   */
  async sync(
    boardId: string,
    declared: readonly DeclaredWebhook[],
    options?: CallOptions,
  ): Promise<SyncedWebhooks> {
    checkText(boardId, 'boardId');
    checkList(declared, 'webhooks');
    for (const webhook of declared) checkFields(webhook, 'webhooks');
    const unmatched = await this.list(boardId, options);
    const addresses = await this.addresses.find(boardId);
    const isOurs = ({ id }: MondayWebhook): boolean => (addresses[id] ?? this.url) === this.url;
    const kept: MondayWebhook[] = [];
    const missing = declared.filter((webhook) => {
      const index = unmatched.findIndex((other) => isOurs(other) && textOf(other) === textOf(webhook));
      if (index >= 0) kept.push(...unmatched.splice(index, 1));
      return index < 0;
    });
    const created: MondayWebhook[] = [];
    for (const webhook of missing) created.push(await this.create(boardId, webhook, options));
    for (const { id } of unmatched) await this.delete(id, options);
    await this.addresses.keepOnly(
      boardId,
      [...created, ...kept].map(({ id }) => id),
    );
    return { created, kept, deleted: unmatched };
  }
}

/** The same for the same webhook, whatever the order of the config's fields. */
function textOf({ event, config }: { readonly event: string; readonly config?: string | null }): string {
  const parsed = typeof config === 'string' ? tryParseJson(config) : config;
  return JSON.stringify([event, sorted(parsed ?? {})]);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, field]) => [key, sorted(field)]);
}
