import { type FieldInfo } from '../../execution/index.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { properties, query, mutation, slowMutation, type Area } from '../../resolvers/index.js';
import { findColumn, findGroup } from '../../store/index.js';
import { checkPlaces, readConfig } from '../../webhooks/webhook-config.js';
import { type WebhookRow } from '../../webhooks/webhooks.js';
import { findVisibleBoard, requireBoard } from '../boards/board-access.js';

interface CreateArgs {
  readonly board_id: string;
  readonly url: string;
  readonly event: string;
  readonly config?: unknown;
}

/** Subscriptions of the app to the events of a board. */
export const webhooksArea: Area = {
  name: 'webhooks',
  withoutEffect: {
    'Query.webhooks(app_webhooks_only:)': 'Every webhook is of the one app.',
  },
  resolvers: {
    Query: {
      webhooks: query<{ board_id: string }>('webhooks:read', ({ board_id }, context) => {
        const board = findVisibleBoard(Number(board_id), context);
        return board ? context.services.webhooks.list(context.accountId, board.id) : [];
      }),
    },
    Mutation: {
      create_webhook: slowMutation<CreateArgs>('webhooks:write', createWebhook),
      delete_webhook: mutation<{ id: string }>('webhooks:write', ({ id }, context) =>
        context.services.webhooks.delete(context.accountId, Number(id)),
      ),
    },
    Webhook: properties('id', 'board_id', 'event', 'config'),
  },
};

async function createWebhook(
  args: CreateArgs,
  context: GraphQLContext,
  { fieldName: name }: FieldInfo,
): Promise<WebhookRow> {
  const { webhooks } = context.services;
  const board = requireBoard(args.board_id, context);
  const { url, event } = args;
  const config = readConfig(event, args.config);
  checkPlaces(config, {
    hasColumn: (id) => findColumn(context, board.id, id) !== undefined,
    hasGroup: (id) => findGroup(context, board.id, id) !== undefined,
  });
  const place = { account_id: context.accountId, board_id: board.id, user_id: context.userId };
  const webhook = { ...place, url, event, config };
  await webhooks.checkAddress(webhook);
  return context.write(() => webhooks.add(webhook), { name, args: { board_id: board.id } });
}
