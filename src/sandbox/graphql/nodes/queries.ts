import type { GraphQLContext } from '../graphql-context.js';
import { GraphQLProblem } from '../graphql-problem.js';
import { boardNode } from './board.node.js';
import { itemNode } from './item.node.js';
import { itemsPage, readCursor } from './items-page.js';
import { accountNode, userNode } from './user.node.js';

interface PageArgs {
  readonly limit?: number | null;
  readonly page?: number | null;
}
interface UsersArgs extends PageArgs {
  readonly ids?: readonly string[] | null;
  readonly emails?: readonly (string | null)[] | null;
  readonly name?: string | null;
}
interface IdsArgs extends PageArgs {
  readonly ids?: readonly string[] | null;
}

const MAX_USERS = 200;
/** platform.md 8.3 */
const MAX_ITEMS_BY_ID = 100;

/** The fields of `Query`; each is called with its arguments and the request's context. */
export const queries = {
  me: (_args: unknown, context: GraphQLContext) => {
    context.requireScope('me:read');
    return userNode(context.user);
  },

  account: (_args: unknown, context: GraphQLContext) => {
    context.requireScope('account:read');
    return accountNode(context);
  },

  users: (args: UsersArgs, context: GraphQLContext) => {
    context.requireScope('users:read');
    const found = context.state
      .users(context.account.id)
      .filter(
        ({ id, email, name }) =>
          (args.ids?.includes(id) ?? true) &&
          (args.emails?.includes(email) ?? true) &&
          name.toLowerCase().includes(args.name?.toLowerCase() ?? ''),
      );
    return pageOf(found, { limit: Math.min(args.limit ?? MAX_USERS, MAX_USERS), page: args.page }).map(
      userNode,
    );
  },

  boards: async (args: IdsArgs & { readonly state?: string | null }, context: GraphQLContext) => {
    context.requireScope('boards:read');
    if (args.state === 'archived' || args.state === 'deleted') return [];
    const boards = await context.boards.list(context.account.id);
    const asked = boards.filter(({ board }) => args.ids?.includes(board.id) ?? true);
    return pageOf(asked, args).map(boardNode);
  },

  items: async (args: IdsArgs, context: GraphQLContext) => {
    context.requireScope('boards:read');
    if ((args.ids?.length ?? 0) > MAX_ITEMS_BY_ID) {
      throw new GraphQLProblem('InvalidArgumentException', `At most ${MAX_ITEMS_BY_ID} ids at once.`);
    }
    const found = await Promise.all(
      [...new Set(args.ids ?? [])].map((id) => context.boards.findItem(context.account.id, id)),
    );
    const present = found.filter((entry) => entry !== undefined);
    return pageOf(present, args).map(({ board, item }) => itemNode(board, item));
  },

  next_items_page: async (args: { cursor: string; limit: number }, context: GraphQLContext) => {
    context.requireScope('boards:read');
    const cursor = readCursor(args.cursor);
    const board = await context.boards.find(context.account.id, cursor.boardId);
    if (!board) throw new GraphQLProblem('ResourceNotFoundException', 'Board not found');
    return itemsPage(board, cursor, args.limit);
  },

  webhooks: async (args: { board_id: string }, context: GraphQLContext) => {
    context.requireScope('webhooks:read');
    return context.webhooks.list(context.account.id, args.board_id);
  },

  complexity: (_args: unknown, context: GraphQLContext) => context.complexity,

  version: (_args: unknown, context: GraphQLContext) => context.version,
};

function pageOf<T>(all: readonly T[], { limit, page }: PageArgs): T[] {
  const size = limit ?? 25;
  const number = page ?? 1;
  if (size < 0 || number < 1) {
    throw new GraphQLProblem('InvalidArgumentException', 'limit and page must be positive.');
  }
  return all.slice((number - 1) * size, number * size);
}
