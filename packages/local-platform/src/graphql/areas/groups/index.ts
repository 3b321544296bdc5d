import { itemsPage, type ItemsPageArgs } from '../../filters/items-page.js';
import { mutation, properties, type Area } from '../../resolvers/index.js';
import { type GroupRow } from '../../store/index.js';
import { findVisibleBoard } from '../boards/board-access.js';
import { createGroup } from './create-group.js';
import { duplicateGroup } from './duplicate-group.js';
import { archiveGroup, deleteGroup, updateGroup } from './update-group.js';

/** Groups of items on a board. */
export const groupsArea: Area = {
  name: 'groups',
  resolvers: {
    Mutation: {
      create_group: mutation('boards:write', createGroup),
      update_group: mutation('boards:write', updateGroup),
      duplicate_group: mutation('boards:write', duplicateGroup),
      archive_group: mutation('boards:write', archiveGroup),
      delete_group: mutation('boards:write', deleteGroup),
    },
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
