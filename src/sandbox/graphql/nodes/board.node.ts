import type { GraphQLContext } from '../graphql-context.js';
import type { StoredBoard } from '../boards/index.js';
import { columnNode } from './column.node.js';
import { groupNode } from './group.node.js';
import { itemsPage, readCursor, type ItemsPageArgs } from './items-page.js';
import { userNode } from './user.node.js';

interface IdsArgs {
  readonly ids?: readonly string[] | null;
  readonly types?: readonly string[] | null;
}

/** monday lists the name as a column too. */
const NAME_COLUMN = {
  id: 'name',
  title: 'Name',
  type: 'name',
  description: null,
  archived: false,
  settings_str: '{}',
};

export function boardNode(stored: StoredBoard): object {
  const { board } = stored;
  const creator = (_args: unknown, { state }: GraphQLContext): object =>
    userNode(state.requireUser(board.ownerId));
  return {
    id: board.id,
    name: board.name,
    description: board.description,
    state: 'active',
    board_kind: 'public',
    type: 'board',
    permissions: 'everyone',
    workspace_id: null,
    items_count: stored.items.size,
    url: (_args: unknown, { account }: GraphQLContext) =>
      `https://${account.slug}.monday.com/boards/${board.id}`,
    creator,
    owners: (args: unknown, context: GraphQLContext) => [creator(args, context)],
    columns: ({ ids, types }: IdsArgs) =>
      [NAME_COLUMN, ...stored.columns.map(columnNode)].filter((column) => {
        const { id, type } = column as { id: string; type: string };
        return (ids?.includes(id) ?? true) && (types?.includes(type) ?? true);
      }),
    groups: ({ ids }: IdsArgs) =>
      board.groups.filter(({ id }) => ids?.includes(id) ?? true).map((group) => groupNode(stored, group)),
    items_page: ({ limit, cursor, query_params }: ItemsPageArgs) => {
      const walk = cursor ? readCursor(cursor) : { offset: 0, query: query_params ?? undefined };
      return itemsPage(stored, walk, limit);
    },
  };
}
