import { type Change } from '../graphql/index.js';

/** The boards on which a change is seen; a board of subitems counts as the board of their parents. */
export function boardsOf(change: Change): number[] {
  const boards = change.kind === 'item_moved_to_board' ? [change.board, change.fromBoard] : [change.board];
  return boards.map(({ id, parent_board_id: parent }) => parent ?? id);
}

/**
 * What `monday.listen("events")` receives for changes: new items, and values of columns other than the name
 * (docs/monday-platform.md#board-views).
 */
export const boardEvents = (changes: readonly Change[]): object[] => changes.flatMap(eventOf);

function eventOf(change: Change): object | readonly object[] {
  if (change.kind === 'item_created' && change.item.parent_id === null) {
    return { type: 'new_items', boardId: change.board.id, itemIds: [change.item.id] };
  }
  if (change.kind !== 'value_changed') return [];
  const { board, item, column, before, after } = change;
  return {
    type: 'change_column_values',
    boardId: board.id,
    itemIds: [item.id],
    columnId: column.id,
    columnType: column.type,
    columnValue: after,
    previousColumnValue: before,
  };
}
