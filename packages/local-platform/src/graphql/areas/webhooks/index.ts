import { properties, query, mutation, slowMutation, type Area } from '../../resolvers/index.js';
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
      create_webhook: slowMutation<CreateArgs>(
        'webhooks:write',
        ({ board_id, url, event, config }, context) => {
          const board = requireBoard(board_id, context);
          return context.services.webhooks.create({
            account_id: context.accountId,
            board_id: board.id,
            url,
            event,
            config,
            user_id: context.userId,
          });
        },
      ),
      delete_webhook: mutation<{ id: string }>('webhooks:write', ({ id }, context) =>
        context.services.webhooks.delete(context.accountId, Number(id)),
      ),
    },
    Webhook: properties('id', 'board_id', 'event', 'config'),
  },
};
