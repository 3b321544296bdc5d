export {
  type Cell,
  type ColumnRule,
  type ColumnType,
  type IndexEntry,
  type RuleOperator,
  type Write,
} from './column-type.js';
export { invalidValue } from './problems.js';
export { cellOf, COLUMN_TYPES, columnTypeOf, textOf } from './registry.js';
