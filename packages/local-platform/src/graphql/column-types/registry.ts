import { GraphQLProblem } from '../graphql-problem.js';
import type { ColumnType } from './column-type.js';
import { date } from './date.js';
import { name } from './name.js';
import { numbers } from './numbers.js';
import { people } from './people.js';
import { status } from './status.js';
import { text } from './text.js';

/** Every type that a column can have here. */
export const COLUMN_TYPES: readonly ColumnType[] = [name, text, numbers, date, people, status];

const byName = new Map(COLUMN_TYPES.map((type) => [type.name, type]));

/** @throws GraphQLProblem if the platform does not serve columns of this type */
export function columnTypeOf(column: { readonly type: string }): ColumnType {
  const type = byName.get(column.type);
  if (type === undefined) {
    throw new GraphQLProblem(
      'LOCAL_PLATFORM_UNSUPPORTED',
      `The local platform does not serve columns of the type ${column.type}.`,
      { data: { field: `ColumnType.${column.type}` } },
    );
  }
  return type;
}
