import { conditionOf } from '../../filters/items-query.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { findColumn, type BoardRow, type ItemRow } from '../../store/index.js';
import { columnIdsOf, requiredColumnIds, rulesOf } from './board-rules.js';
import { demandOf, filterOperator, type Constraint, type ConstraintGroup } from './rule-operators.js';

type Item = Pick<ItemRow, 'id'>;

const PRESENT = { operator: 'IS_NOT_EMPTY' } as const;

/** Checks the stored values of a new item. @throws GraphQLProblem `DATA_VALIDATIONS_ERROR`, with all that is wrong */
export function checkNewItem(board: BoardRow, item: Item, context: GraphQLContext): void {
  refuse(
    null,
    broken(board, item, () => true, context),
    board,
    context,
  );
}

/**
 * Checks the stored values of an item after a change. INFER: rules about other columns than those that changed are not
 * checked. @throws GraphQLProblem `DATA_VALIDATIONS_ERROR`
 */
export function checkChangedItem(
  board: BoardRow,
  item: Item,
  columnIds: ReadonlySet<string>,
  context: GraphQLContext,
): void {
  refuse(
    String(item.id),
    broken(board, item, (columnId) => columnIds.has(columnId), context),
    board,
    context,
  );
}

function broken(
  board: BoardRow,
  item: Item,
  isChecked: (columnId: string) => boolean,
  context: GraphQLContext,
): Constraint[] {
  const missing = requiredColumnIds(board.id, context)
    .filter(isChecked)
    .map((column_id): Constraint => ({ ...PRESENT, column_id }))
    .filter((constraint) => !holds(constraint, board, item, context));
  const others = rulesOf(board.id, context)
    .filter((rule) => columnIdsOf(rule).some(isChecked))
    .filter((rule) => rule.if === undefined || applies(rule.if, board, item, context))
    .flatMap((rule) => brokenIn(rule.then, board, item, context));
  return [...missing, ...others];
}

function applies(group: ConstraintGroup, board: BoardRow, item: Item, context: GraphQLContext): boolean {
  const hold = (constraint: Constraint): boolean => holds(constraint, board, item, context);
  return group.operator === 'OR' ? group.groups.some(hold) : group.groups.every(hold);
}

function brokenIn(
  group: ConstraintGroup,
  board: BoardRow,
  item: Item,
  context: GraphQLContext,
): readonly Constraint[] {
  // INFER: an empty value breaks no rule about what the value is.
  const isBroken = (constraint: Constraint): boolean =>
    !holds(constraint, board, item, context) &&
    (constraint.operator.endsWith('EMPTY') || holds({ ...constraint, ...PRESENT }, board, item, context));
  const failed = group.groups.filter(isBroken);
  return group.operator === 'OR' && failed.length < group.groups.length ? [] : failed;
}

function holds(constraint: Constraint, board: BoardRow, item: Item, context: GraphQLContext): boolean {
  const { column_id, operator, compare_value, compare_attribute } = constraint;
  const rule = {
    column_id,
    operator: filterOperator(operator),
    compare_value: operator.endsWith('EMPTY') ? [] : (compare_value ?? []),
    compare_attribute: compare_attribute ?? null,
  };
  const { sql, values } = conditionOf({ rules: [rule] }, board, context);
  return (
    context.database.get(`SELECT 1 FROM items i WHERE i.id = ? AND (${sql})`, item.id, ...values) !==
    undefined
  );
}

function refuse(
  itemId: string | null,
  constraints: readonly Constraint[],
  board: BoardRow,
  context: GraphQLContext,
): void {
  if (constraints.length === 0) return;
  const data = constraints.map((constraint) => {
    const { column_id } = constraint;
    const title = findColumn(context, board.id, column_id)?.title ?? column_id;
    return { itemId, columnIds: [column_id], message: `'${title}' ${demandOf(constraint)}` };
  });
  throw new GraphQLProblem('DATA_VALIDATIONS_ERROR', 'data_validation_error', { data });
}
