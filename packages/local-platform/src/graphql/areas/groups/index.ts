import { itemsPage, type ItemsPageArgs } from '../../filters/items-page.js';
import { properties, type Area } from '../../resolvers/index.js';
import type { GroupRow } from '../../store/index.js';
import { findVisibleBoard } from '../boards/board-access.js';

/** Groups of items on a board. */
export const groupsArea: Area = {
  name: 'groups',
  resolvers: {
    Group: {
      ...properties('id', 'title', 'color'),
      position: ({ position }: GroupRow) => String(position),
      archived: ({ state }: GroupRow) => state === 'archived',
      deleted: ({ state }: GroupRow) => state === 'deleted',
      items_page: (group: GroupRow, args: ItemsPageArgs, context, info) => {
        const board = findVisibleBoard(group.board_id, context);
        return board && itemsPage({ board, group }, args, context, info);
      },
    },
  },
};
