import { GraphQLProblem } from '../graphql-problem.js';
import { type Column } from '../store/index.js';

/** The error for an invalid value of a column. */
export function invalidValue(
  column: Column,
  message = 'invalid value, please check our API documentation for the correct data structure for this column.',
): GraphQLProblem {
  return new GraphQLProblem('ColumnValueException', message, {
    data: { column_id: column.id, column_type: column.type },
  });
}
