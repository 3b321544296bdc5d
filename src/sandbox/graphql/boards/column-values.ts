import type { Column, ColumnValue } from '../../state/index.js';
import { GraphQLProblem } from '../graphql-problem.js';

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A value to set; `null` empties the column. A status label that is new comes with the column that has it. */
export interface ParsedValue {
  readonly value: ColumnValue | null;
  readonly column?: Column;
}

/**
 * Reads a value in the JSON form of `change_column_value`, such as `{"label":"Done"}`.
 * @throws GraphQLProblem `ColumnValueException`
 */
export function parseColumnValue(column: Column, value: unknown, createLabels: boolean): ParsedValue {
  if (value === null || value === '' || isEmptyObject(value)) return { value: null };
  const fields = typeof value === 'object' ? (value as Record<string, unknown>) : {};
  switch (column.type) {
    case 'status':
      if (typeof value === 'string') return parseSimpleValue(column, value, createLabels);
      return fields['label'] === undefined
        ? byIndex(column, fields['index'])
        : byLabel(column, fields['label'], createLabels);
    case 'date':
      return { value: { date: readDate(typeof value === 'string' ? value : fields['date']) } };
    case 'people':
      return { value: { personsAndTeams: readPeople(fields['personsAndTeams']) } };
    case 'text':
      if (typeof value !== 'string') throw invalidValue(column);
      return { value };
    case 'numbers':
      if (typeof value !== 'string' && typeof value !== 'number') throw invalidValue(column);
      return { value: readNumber(column, String(value)) };
  }
}

/**
 * Reads a value in the text form of `change_simple_column_value`, such as `Done`.
 * @throws GraphQLProblem `ColumnValueException`
 */
export function parseSimpleValue(column: Column, text: string, createLabels: boolean): ParsedValue {
  if (text === '') return { value: null };
  switch (column.type) {
    case 'status':
      return /^\d+$/.test(text) ? byIndex(column, Number(text)) : byLabel(column, text, createLabels);
    case 'date':
      return { value: { date: readDate(text) } };
    case 'people': {
      const ids = text.split(',').map((id) => ({ id: id.trim(), kind: 'person' }));
      return { value: { personsAndTeams: readPeople(ids) } };
    }
    case 'text':
      return { value: text };
    case 'numbers':
      return { value: readNumber(column, text) };
  }
}

function byIndex(column: Column, index: unknown): ParsedValue {
  const known = Number.isInteger(Number(index)) && column.labels?.[String(index)] !== undefined;
  if (!known) throw invalidValue(column);
  return { value: { index: Number(index) } };
}

function byLabel(column: Column, label: unknown, create: boolean): ParsedValue {
  const labels = column.labels ?? {};
  const known = Object.entries(labels).find(([, text]) => text === label);
  if (known) return { value: { index: Number(known[0]) } };
  if (!create || typeof label !== 'string') {
    const possible = Object.entries(labels).map(([index, text]) => `${index}: ${text}`);
    throw new GraphQLProblem(
      'ColumnValueException',
      `This status label doesn't exist, possible statuses are: {${possible.join(', ')}}`,
      { data: { column_id: column.id, column_type: column.type } },
    );
  }
  const index = Math.max(-1, ...Object.keys(labels).map(Number)) + 1;
  return { value: { index }, column: { ...column, labels: { ...labels, [String(index)]: label } } };
}

function readDate(value: unknown): string {
  if (typeof value !== 'string' || !DATE.test(value)) {
    throw new GraphQLProblem('ColumnValueException', 'A date is written YYYY-MM-DD.');
  }
  return value;
}

function readNumber(column: Column, text: string): string {
  if (!/^-?\d{1,30}(\.\d{1,30})?$/.test(text)) throw invalidValue(column);
  return text;
}

function readPeople(value: unknown): { id: number; kind: 'person' }[] {
  const entries = Array.isArray(value) ? (value as { id?: unknown }[]) : [];
  const ids = entries.map((entry) => Number(entry.id));
  if (ids.length === 0 || !ids.every((id) => Number.isSafeInteger(id) && id > 0)) {
    throw new GraphQLProblem('ColumnValueException', 'People are written {"personsAndTeams":[{"id":1}]}.');
  }
  return ids.map((id) => ({ id, kind: 'person' }));
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function invalidValue(column: Column): GraphQLProblem {
  return new GraphQLProblem(
    'ColumnValueException',
    'invalid value, please check our API documentation for the correct data structure for this column.',
    { data: { column_id: column.id, column_type: column.type } },
  );
}
