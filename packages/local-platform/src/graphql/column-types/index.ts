export type { Cell, ColumnRule, ColumnType, IndexEntry, RuleOperator, Write } from './column-type.js';
export { invalidValue } from './problems.js';
export { cellOf, COLUMN_TYPES, columnTypeOf, textOf } from './registry.js';
