import { randomUUID } from 'node:crypto';
import { conditionOf } from '../../filters/items-query.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnNotFound } from '../../not-found.js';
import { mutation, properties, query, type Area } from '../../resolvers/index.js';
import { findAccount, findColumn, type BoardRow, type Column } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';
import { requiredColumnIds, rulesOf, type ValidationRule } from './board-rules.js';
import {
  filterOperator,
  operatorsOf,
  REQUIRABLE_TYPES,
  type Clause,
  type ConstraintGroup,
} from './rule-operators.js';

export { checkChangedItem, checkNewItem } from './check-item.js';

interface BoardArgs {
  /** Of the board. */
  readonly id: string;
}

interface RuleArgs extends BoardArgs {
  readonly rule: { readonly then: ConstraintGroup; readonly if?: ConstraintGroup | null };
}

type RuleIdArgs = BoardArgs & { readonly rule_id: string };
type ColumnArgs = BoardArgs & { readonly column_id: string };

const boardOf = ({ id }: BoardArgs): number => Number(id);
const PLANS: readonly string[] = ['pro', 'enterprise'];
const ONLY_BOARDS = 'Boards are the only entities with validations.';

/** Rules that the values of the items of a board must keep (docs/monday-platform.md#validations). */
export const validationsArea: Area = {
  name: 'validations',
  withoutEffect: {
    'Query.validations(type:)': ONLY_BOARDS,
    'Mutation.add_required_column(type:)': ONLY_BOARDS,
    'Mutation.remove_required_column(type:)': ONLY_BOARDS,
    'Mutation.create_validation_rule(type:)': ONLY_BOARDS,
    'Mutation.update_validation_rule(type:)': ONLY_BOARDS,
    'Mutation.delete_validation_rule(type:)': ONLY_BOARDS,
  },
  resolvers: {
    Query: { validations: query('boards:read', validationsOf) },
    Mutation: {
      add_required_column: mutation('boards:write', addRequiredColumn, boardOf),
      remove_required_column: mutation('boards:write', removeRequiredColumn, boardOf),
      create_validation_rule: mutation('boards:write', createRule, boardOf),
      update_validation_rule: mutation('boards:write', updateRule, boardOf),
      delete_validation_rule: mutation('boards:write', deleteRule, boardOf),
    },
    Validations: properties('required_column_ids', 'rules'),
    RequiredColumns: properties('required_column_ids'),
    ValidationRule: properties('id', 'then', 'if'),
  },
};

/** `Query.validations`: null on a plan without them. Rules by their id. */
function validationsOf({ id }: BoardArgs, context: GraphQLContext): object | null {
  const board = requireBoard(id, context);
  if (!isOnPlan(context)) return null;
  const rules = rulesOf(board.id, context).map(({ id: ruleId, ...rule }) => [ruleId, rule] as const);
  return { required_column_ids: requiredColumnIds(board.id, context), rules: Object.fromEntries(rules) };
}

function addRequiredColumn({ id, column_id }: ColumnArgs, context: GraphQLContext): object {
  const board = requireRuledBoard(id, context);
  const column = requireColumn(board, column_id, context);
  if (!REQUIRABLE_TYPES.has(column.type)) {
    throw new GraphQLProblem('BAD_REQUEST', 'Column ids are unsupported due to their types', {
      data: { column_ids: [column.id] },
    });
  }
  context.database.run('INSERT OR IGNORE INTO required_columns (column_key) VALUES (?)', column.key);
  return { required_column_ids: requiredColumnIds(board.id, context) };
}

function removeRequiredColumn({ id, column_id }: ColumnArgs, context: GraphQLContext): object {
  const board = requireRuledBoard(id, context);
  const column = requireColumn(board, column_id, context);
  context.database.run('DELETE FROM required_columns WHERE column_key = ?', column.key);
  return { required_column_ids: requiredColumnIds(board.id, context) };
}

function createRule({ id, rule }: RuleArgs, context: GraphQLContext): ValidationRule {
  const board = requireRuledBoard(id, context);
  const definition = readRule(rule, board, context);
  const created = { ...definition, id: randomUUID() };
  context.database.insert('validation_rules', {
    id: created.id,
    board_id: board.id,
    position: context.database.nextId('validation_rules'),
    definition: JSON.stringify(definition),
  });
  return created;
}

/** Replaces the whole rule. */
function updateRule({ id, rule_id, rule }: RuleArgs & RuleIdArgs, context: GraphQLContext): ValidationRule {
  const board = requireRuledBoard(id, context);
  requireRule(board, rule_id, context);
  const definition = readRule(rule, board, context);
  context.database.update('validation_rules', ['id', rule_id], { definition: JSON.stringify(definition) });
  return { ...definition, id: rule_id };
}

function deleteRule({ id, rule_id }: RuleIdArgs, context: GraphQLContext): ValidationRule {
  const rule = requireRule(requireRuledBoard(id, context), rule_id, context);
  context.database.run('DELETE FROM validation_rules WHERE id = ?', rule.id);
  return rule;
}

/** @throws GraphQLProblem on a plan without validations */
function requireRuledBoard(id: string, context: GraphQLContext): BoardRow {
  const board = requireBoard(id, context);
  if (isOnPlan(context)) return board;
  throw new GraphQLProblem('UserUnauthorizedException', 'User unauthorized to perform action');
}

function isOnPlan(context: GraphQLContext): boolean {
  return PLANS.includes(findAccount(context)?.tier ?? '');
}

function requireColumn(board: BoardRow, id: string, context: GraphQLContext): Column {
  const column = findColumn(context, board.id, id);
  if (column) return column;
  throw columnNotFound(id);
}

function requireRule(board: BoardRow, id: string, context: GraphQLContext): ValidationRule {
  const rule = rulesOf(board.id, context).find((candidate) => candidate.id === id);
  if (rule) return rule;
  throw new GraphQLProblem('ResourceNotFoundException', 'Validation rule not found');
}

function readRule(
  rule: RuleArgs['rule'],
  board: BoardRow,
  context: GraphQLContext,
): Omit<ValidationRule, 'id'> {
  if (!rule.if) return { then: readGroup(rule.then, 'always', board, context) };
  return {
    if: readGroup(rule.if, 'if', board, context),
    then: readGroup(rule.then, 'then', board, context),
  };
}

/** Checks that each constraint can be applied to its column. */
function readGroup(
  { operator, groups }: ConstraintGroup,
  clause: Clause,
  board: BoardRow,
  context: GraphQLContext,
): ConstraintGroup {
  if (groups.length === 0) throw new GraphQLProblem('BAD_REQUEST', 'A rule needs at least one constraint');
  for (const constraint of groups) {
    const { type } = requireColumn(board, constraint.column_id, context);
    if (!operatorsOf(type, clause).includes(constraint.operator))
      throw unsuitable(type, constraint.operator, clause);
    const compare_value = constraint.compare_value ?? [];
    // Refuses values that cannot be compared with the column.
    conditionOf(
      { rules: [{ ...constraint, operator: filterOperator(constraint.operator), compare_value }] },
      board,
      context,
    );
  }
  return { operator: operator ?? 'AND', groups };
}

function unsuitable(type: string, operator: string, clause: Clause): GraphQLProblem {
  const kind = clause === 'always' ? 'nonConditionalRule' : 'conditionalRule';
  const message =
    operatorsOf(type, clause).length === 0
      ? `Column type ${type} is not supported for rule type ${kind}`
      : `Operator ${operator} is not supported for column type ${type} in rule type ${kind}`;
  return new GraphQLProblem('BAD_REQUEST', message, { data: { column_type: type } });
}
