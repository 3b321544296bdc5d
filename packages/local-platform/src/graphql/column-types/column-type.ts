import { type Condition } from '../filters/condition.js';
import { type GraphQLContext } from '../graphql-context.js';
import { type FieldResolver } from '../resolvers/index.js';
import { type Column, type ItemRow, type Reader, type StoredValue } from '../store/index.js';

/** One column of one item: the source of a node of `column_values`. */
export interface Cell<Value = unknown> {
  readonly __typename: string;
  readonly column: Column;
  readonly item: ItemRow;
  /** `undefined` if the column is empty. */
  readonly stored: (StoredValue & { readonly value: Value }) | undefined;
}

/** The context of a write. */
export interface Write {
  readonly column: Column;
  readonly context: GraphQLContext;
  /** The current value. */
  readonly before: unknown;
  /** `create_labels_if_missing`: a label that does not exist is added to the column. */
  readonly createLabels: boolean;
  /** The settings of the column, which a write can extend; they are stored together with the value. */
  readonly changeSettings: (settings: Readonly<Record<string, unknown>>) => void;
}

/** The index entry of a value, for filters, sorting and aggregation; see the table `item_index`. */
export interface IndexEntry {
  /** For text operators. It excludes names that can change, such as those of users; operators look them up. */
  readonly text?: string;
  /** For comparison and sorting; together with `numberTo`, a range. Times in milliseconds. */
  readonly number?: number;
  readonly numberTo?: number;
  /** For `any_of`. */
  readonly keys?: readonly (string | number)[];
}

/** One rule of a filter on a column of this type. */
export interface ColumnRule {
  readonly column: Column;
  /** `compare_value`, always as a list. */
  readonly values: readonly unknown[];
  readonly attribute: string | undefined;
  readonly context: GraphQLContext;
}

export type RuleOperator = (rule: ColumnRule) => Condition;

/**
 * The definition of a column type. Each type has one file in `column-types/`.
 *
 * Invalid values and settings are rejected with a `ColumnValueException` before anything is changed.
 */
export interface ColumnType<Value = unknown> {
  /** The name in the enum `ColumnType`. */
  readonly name: string;
  /** The GraphQL type of its values. */
  readonly typename: string;
  /** The settings of a new column, from `create_column.defaults`. Default: unchanged. */
  readonly readSettings?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** `Column.settings_str`, the older form of the settings. Default: the same as the settings. */
  readonly legacySettings?: (column: Column) => unknown;
  /** Reads the JSON form. Not called for null and empty values, which clear the column. Missing if values are read-only. */
  readonly fromJson?: (value: unknown, write: Write) => Value | null;
  /** Reads the non-empty text of `change_simple_column_value`. Missing if the type has no text form. */
  readonly fromText?: (text: string, write: Write) => Value | null;
  /** The index entry for filters. Missing if the values are not stored or not searchable. */
  readonly index?: (value: Value, column: Column) => IndexEntry;
  /** What of the settings the index entries depend on, as JSON. Missing if nothing. */
  readonly indexedSettings?: (column: Column) => unknown;
  /** The displayed text. */
  readonly text: (cell: Cell<Value>, reader: Reader) => string | null;
  /** The content of the field `value`, before it is serialized. Default: the stored value. */
  readonly json?: (cell: Cell<Value>, reader: Reader) => unknown;
  /** The fields of its GraphQL type, in addition to those of `ColumnValue`. */
  readonly fields?: Readonly<Record<string, FieldResolver>>;
  /** By operator of `ItemsQueryRuleOperator`; missing operators are rejected. */
  readonly operators: Readonly<Record<string, RuleOperator>>;
  /** Whether items are sorted by the `text` of the index instead of its `number`. */
  readonly ordersByText?: boolean;
  /** The sort key if it is not in the index: SQL over the row `i`. */
  readonly orderSql?: string;
}

/** Defines a column type with its value type, and erases the value type for the registry. */
export function columnType<Value>(type: ColumnType<Value>): ColumnType {
  return type as unknown as ColumnType;
}
