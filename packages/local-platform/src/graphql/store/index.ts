export { findBoard } from './boards.js';
export { columnsById, columnsOf, findColumn, type Column } from './columns.js';
export { findGroup, groupByKey, groupsOf } from './groups.js';
export { countItems, findItem, itemsById, itemsOfGroup, POSITION_STEP, subitemsOf } from './items.js';
export {
  insertBoard,
  insertColumn,
  insertGroup,
  type NewBoard,
  type NewColumn,
  type NewGroup,
} from './make-board.js';
export { BOARD_TEAMS, BOARD_USERS, WORKSPACE_TEAMS, WORKSPACE_USERS, type MemberKind } from './members.js';
export { newId } from './new-ids.js';
export { Reader } from './reader.js';
export {
  type AccountRow,
  type AssetRow,
  type BoardRow,
  type ColumnRow,
  type FolderRow,
  type GroupRow,
  type ItemRow,
  type RowState,
  type StoredValue,
  type StoredValues,
  type TeamRow,
  type UpdateRow,
  type UserRow,
  type WorkspaceRow,
} from './rows.js';
export { findAccount, findUser, usersOf } from './users.js';
