import { isObject, tryParseJson } from 'monday-persistence/json';
import { columnTypeOf, type ColumnType } from '../../column-types/index.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnNotFound } from '../../not-found.js';
import { type Column, type ItemRow } from '../../store/index.js';

/** A value in its stored form; null clears the column. */
export interface NewValue {
  /** The column with the settings that the value requires. */
  readonly column: Column;
  readonly value: unknown;
  /** Whether the settings have changed. */
  readonly changesSettings: boolean;
}

/** The changes of a request: values by column, and the name if given. */
export interface NewValues {
  readonly name?: string;
  readonly values: readonly NewValue[];
}

/** docs/monday-platform.md#graphql-errors */
const MAX_NAME_LENGTH = 255;

/** @throws GraphQLProblem `ItemNameTooLongException` */
export function checkName(name: string): string {
  if (name.length < 1 || name.length > MAX_NAME_LENGTH) {
    throw new GraphQLProblem('ItemNameTooLongException', `A name has 1 to ${MAX_NAME_LENGTH} characters.`);
  }
  return name;
}

/** Parses a `JSON` argument of monday, which is a string that contains JSON. @throws GraphQLProblem */
export function parseJson(value: unknown): unknown {
  const parsed = typeof value === 'string' ? tryParseJson(value) : undefined;
  if (parsed === undefined) {
    throw new GraphQLProblem('InvalidArgumentException', 'The value must be JSON text.');
  }
  return parsed;
}

interface ReadOptions {
  readonly createLabels: boolean;
  readonly context: GraphQLContext;
  /** The item whose values change; missing for a new item. */
  readonly item?: ItemRow;
}

/** Reads values in their JSON form, by column id. @throws GraphQLProblem for the first invalid value */
export function readValues(columns: readonly Column[], values: unknown, options: ReadOptions): NewValues {
  if (!isObject(values)) {
    throw new GraphQLProblem('InvalidArgumentException', 'column_values must be the JSON text of an object.');
  }
  let name: string | undefined;
  const read = Object.entries(values).flatMap(([id, value]) => {
    const column = requireColumn(columns, id);
    if (column.type === 'name') {
      name = checkName(typeof value === 'string' ? value : '');
      return [];
    }
    return readValue(column, value, 'json', options);
  });
  return name === undefined ? { values: read } : { name, values: read };
}

/** Reads one value, in its JSON form or in that of `change_simple_column_value`. @throws GraphQLProblem */
export function readValue(
  column: Column,
  value: unknown,
  form: 'json' | 'text',
  { createLabels, context, item }: ReadOptions,
): NewValue {
  const type = columnTypeOf(column);
  requireWritable(type, column, form);
  let settings = column.settings;
  const write = {
    column,
    context,
    before: item?.values[column.id]?.value,
    createLabels,
    changeSettings: (changed: Column['settings']) => {
      settings = changed;
    },
  };
  const read = isEmpty(value)
    ? null
    : form === 'json'
      ? type.fromJson?.(value, write)
      : type.fromText?.(String(value), write);
  return {
    column: { ...column, settings },
    value: read ?? null,
    changesSettings: settings !== column.settings,
  };
}

/** @throws GraphQLProblem `InvalidColumnIdException` */
export function requireColumn(columns: readonly Column[], id: string): Column {
  const column = columns.find((candidate) => candidate.id === id);
  if (!column) throw columnNotFound(id);
  return column;
}

function requireWritable(type: ColumnType, column: Column, form: 'json' | 'text'): void {
  if (form === 'json' ? type.fromJson : type.fromText) return;
  throw new GraphQLProblem(
    'ColumnValueException',
    `Values of ${column.type} columns cannot be changed this way.`,
    {
      data: { column_id: column.id, column_type: column.type },
    },
  );
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  return isObject(value) && Object.keys(value).length === 0;
}
