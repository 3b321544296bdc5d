import { type GraphQLContext } from '../../graphql-context.js';
import { columnsById } from '../../store/index.js';
import { type ConstraintGroup } from './rule-operators.js';

/** A rule that values of an item must keep: `then`, if `if` is true or missing. */
export interface ValidationRule {
  readonly id: string;
  readonly then: ConstraintGroup;
  readonly if?: ConstraintGroup;
}

/** The ids of the columns of a board that must have a value. */
export function requiredColumnIds(boardId: number, { database }: GraphQLContext): string[] {
  const rows = database.all<{ id: string }>(
    `SELECT id FROM required_columns JOIN columns ON columns.key = column_key
     WHERE board_id = ? AND state = 'active' ORDER BY position, key`,
    boardId,
  );
  return rows.map(({ id }) => id);
}

/** The rules of a board, oldest first. INFER: a rule about a column that was deleted is gone. */
export function rulesOf(boardId: number, context: GraphQLContext): ValidationRule[] {
  const rows = context.database.all<{ id: string; definition: string }>(
    'SELECT id, definition FROM validation_rules WHERE board_id = ? ORDER BY position',
    boardId,
  );
  return rows
    .map(({ id, definition }) => ({ ...(JSON.parse(definition) as Omit<ValidationRule, 'id'>), id }))
    .filter((rule) => columnIdsOf(rule).every((columnId) => columnsById(context, boardId).has(columnId)));
}

export function columnIdsOf(rule: Pick<ValidationRule, 'if' | 'then'>): string[] {
  return [...(rule.if?.groups ?? []), ...rule.then.groups].map(({ column_id }) => column_id);
}
