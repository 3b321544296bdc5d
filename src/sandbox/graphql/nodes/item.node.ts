import type { GraphQLContext } from '../graphql-context.js';
import type { StoredBoard, StoredItem } from '../boards/index.js';
import { boardNode } from './board.node.js';
import { columnValueNode } from './column-value.node.js';
import { groupNode } from './group.node.js';
import { userNode } from './user.node.js';

interface ColumnValuesArgs {
  readonly ids?: readonly string[] | null;
  readonly types?: readonly string[] | null;
}

export function itemNode(board: StoredBoard, item: StoredItem): object {
  const group = board.board.groups.find(({ id }) => id === item.groupId);
  return {
    id: item.id,
    name: item.name,
    state: 'active',
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    creator_id: item.creatorId,
    parent_item: null,
    subitems: [],
    creator: (_args: unknown, { state }: GraphQLContext) => {
      const creator = state.findUser(item.creatorId);
      return creator ? userNode(creator) : null;
    },
    url: (_args: unknown, { account }: GraphQLContext) =>
      `https://${account.slug}.monday.com/boards/${board.board.id}/pulses/${item.id}`,
    board: () => boardNode(board),
    group: () => (group ? groupNode(board, group) : null),
    column_values: ({ ids, types }: ColumnValuesArgs) =>
      board.columns
        .filter(({ id, type }) => (ids?.includes(id) ?? true) && (types?.includes(type) ?? true))
        .map((column) => columnValueNode(column, item.values[column.id])),
  };
}
