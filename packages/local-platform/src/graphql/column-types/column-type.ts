import { type Condition } from '../filters/condition.js';
import { type GraphQLContext } from '../graphql-context.js';
import { type FieldResolver } from '../resolvers/index.js';
import { type Column, type ItemRow, type Reader, type StoredValue } from '../store/index.js';

/** One column of one item: what the nodes of `column_values` are made of. */
export interface Cell<Value = unknown> {
  readonly __typename: string;
  readonly column: Column;
  readonly item: ItemRow;
  /** `undefined` if the column is empty. */
  readonly stored: (StoredValue & { readonly value: Value }) | undefined;
}

/** What a value is written for. */
export interface Write {
  readonly column: Column;
  readonly context: GraphQLContext;
  /** The value that is there already. */
  readonly before: unknown;
  /** `create_labels_if_missing`: a label that does not exist is added to the column. */
  readonly createLabels: boolean;
  /** Settings that the write adds to; kept together with the value. */
  readonly changeSettings: (settings: Readonly<Record<string, unknown>>) => void;
}

/** What filters, sorting and aggregation find a value by; see the table `item_index`. */
export interface IndexEntry {
  /** For text operators. Names that can change, such as those of users, do not belong here: operators look them up. */
  readonly text?: string;
  /** For comparison and order; with `numberTo` a range. Times in milliseconds. */
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
 * Everything the platform knows about one type of column, in one file below `column-types/`.
 *
 * Wrong values and settings are refused with a `ColumnValueException`, before anything is changed.
 */
export interface ColumnType<Value = unknown> {
  /** As in `ColumnType`. */
  readonly name: string;
  /** The GraphQL type of its values. */
  readonly typename: string;
  /** The settings of a new column, from `create_column.defaults`. Default: those given, as they are. */
  readonly readSettings?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** `Column.settings_str`, the older form of the settings. Default: the settings. */
  readonly legacySettings?: (column: Column) => unknown;
  /** Reads the JSON form, never null or empty: those clear the column. Missing if values are not writable. */
  readonly fromJson?: (value: unknown, write: Write) => Value | null;
  /** Reads the form of `change_simple_column_value`, never empty. Missing if there is none. */
  readonly fromText?: (text: string, write: Write) => Value | null;
  /** How filters find the value. Missing if the column is not stored, or not searched. */
  readonly index?: (value: Value, column: Column) => IndexEntry;
  /** What a person sees. */
  readonly text: (cell: Cell<Value>, reader: Reader) => string | null;
  /** What the `value` field has as JSON text. Default: the stored value. */
  readonly json?: (cell: Cell<Value>, reader: Reader) => unknown;
  /** What its GraphQL type has beside the fields of `ColumnValue`. */
  readonly fields?: Readonly<Record<string, FieldResolver>>;
  /** By operator of `ItemsQueryRuleOperator`; one that is missing is refused. */
  readonly operators: Readonly<Record<string, RuleOperator>>;
  /** Whether items are ordered by the `text` of the index instead of its `number`. */
  readonly ordersByText?: boolean;
  /** What items are ordered by if it is not in the index: SQL over the row `i`. */
  readonly orderSql?: string;
}

/** For a type's own file: keeps the type of its values while it is written, and forgets it for the registry. */
export function columnType<Value>(type: ColumnType<Value>): ColumnType {
  return type as unknown as ColumnType;
}
