import type { Column, ColumnValue } from '../../state/index.js';
import type { GraphQLContext } from '../graphql-context.js';
import { columnNode } from './column.node.js';

const TYPE_NAMES: Readonly<Record<Column['type'], string>> = {
  status: 'StatusValue',
  date: 'DateValue',
  people: 'PeopleValue',
  text: 'TextValue',
  numbers: 'NumbersValue',
};

/** The value of one column of an item. `value` is JSON text, `text` what a person sees; both may be missing. */
export function columnValueNode(column: Column, value: ColumnValue | undefined): object {
  return {
    __typename: TYPE_NAMES[column.type],
    id: column.id,
    type: column.type,
    column: () => columnNode(column),
    value: value === undefined ? null : JSON.stringify(value),
    text: (_args: unknown, context: GraphQLContext) => textOf(column, value, context),
    ...fieldsOf(column, value),
  };
}

function fieldsOf(column: Column, value: ColumnValue | undefined): object {
  if (value === undefined) return {};
  if (typeof value === 'string') return column.type === 'numbers' ? { number: Number(value) } : {};
  if ('index' in value) {
    const label = column.labels?.[String(value.index)];
    return { index: value.index, label, is_done: label === 'Done' };
  }
  if ('date' in value) return { date: value.date, time: '' };
  return { persons_and_teams: value.personsAndTeams };
}

function textOf(column: Column, value: ColumnValue | undefined, context: GraphQLContext): string | null {
  if (value === undefined) return column.type === 'status' ? null : '';
  if (typeof value === 'string') return value;
  if ('index' in value) return column.labels?.[String(value.index)] ?? null;
  if ('date' in value) return value.date;
  const names = value.personsAndTeams.map(({ id }) => context.state.findUser(String(id))?.name ?? '');
  return names.filter((name) => name !== '').join(', ');
}
