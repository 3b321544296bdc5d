export { type ColumnContent, type ColumnFile, type ColumnPerson } from './column-content.js';
export { ColumnInputError } from './column-input.errors.js';
export { listOf, type MondayColumnValue } from './column-source.js';
export { COLUMN_FIELDS, readColumn } from './read-column.js';
export {
  columnJson,
  columnsJson,
  writeColumn,
  type ColumnInput,
  type WritableColumnType,
} from './write-column.js';
