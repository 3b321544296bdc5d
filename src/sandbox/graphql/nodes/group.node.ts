import type { Group } from '../../state/index.js';
import type { StoredBoard } from '../boards/index.js';
import { itemsPage, readCursor, type ItemsPageArgs } from './items-page.js';

export function groupNode(board: StoredBoard, group: Group): object {
  return {
    ...group,
    position: String((board.board.groups.indexOf(group) + 1) * 65_536),
    archived: false,
    deleted: false,
    items_page: ({ limit, cursor, query_params }: ItemsPageArgs) => {
      const offset = cursor ? readCursor(cursor).offset : 0;
      return itemsPage(board, { groupId: group.id, offset, query: query_params ?? undefined }, limit);
    },
  };
}
