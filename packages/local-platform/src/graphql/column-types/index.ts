export type { Cell, ColumnRule, ColumnType, IndexEntry, RuleOperator, Write } from './column-type.js';
export { invalidValue } from './problems.js';
export { COLUMN_TYPES, columnTypeOf } from './registry.js';
