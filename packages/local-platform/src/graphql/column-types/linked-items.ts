import { findVisibleBoard } from '../areas/boards/board-access.js';
import { withKey, type Condition } from '../filters/condition.js';
import { type GraphQLContext } from '../graphql-context.js';
import { itemsById, type Column, type ItemRow, type Reader } from '../store/index.js';
import { type Cell, type ColumnRule, type Write } from './column-type.js';
import {
  between,
  comparisons,
  EMPTINESS,
  keySets,
  numberOf,
  textOperators,
  type Operators,
} from './operators.js';
import { invalidValue } from './problems.js';

/** The value of a column that links items to others. */
export interface LinkedItems {
  readonly linkedPulseIds: readonly { readonly linkedPulseId: number }[];
}

const MAX_LINKS = 500;

/** The ids that a cell links to. */
export function linkedIds({ stored }: Cell<LinkedItems>): number[] {
  return (stored?.value.linkedPulseIds ?? []).map(({ linkedPulseId }) => linkedPulseId);
}

/** The linked items that are active and that the user may see. */
export function linkedItems(cell: Cell<LinkedItems>, context: GraphQLContext): ItemRow[] {
  return activeItems(linkedIds(cell), context).filter(({ board_id }) => findVisibleBoard(board_id, context));
}

/** The displayed text of linked items. */
export function namesOf(items: readonly ItemRow[]): string {
  return items.map(({ name }) => name).join(', ');
}

/** Reads `{"item_ids":[...]}`, or the ids alone. @throws GraphQLProblem if an item is not on one of the boards */
export function readLinks(
  value: unknown,
  { column, context }: Write,
  boardIds: readonly number[],
): LinkedItems | null {
  const given = Array.isArray(value) ? value : idsOf(value);
  if (!Array.isArray(given) || given.length > MAX_LINKS) {
    throw invalidValue(column, 'Linked items are written {"item_ids":[1,2]}.');
  }
  const ids = [...new Set((given as unknown[]).map((id) => numberOf(id) ?? 0))];
  const found = new Map(activeItems(ids, context).map((item) => [item.id, item]));
  for (const id of ids) {
    const item = found.get(id);
    if (!item || !boardIds.includes(item.board_id)) {
      throw invalidValue(column, `The item ${id} is not on a board that the column is connected to.`);
    }
  }
  return ids.length === 0 ? null : { linkedPulseIds: ids.map((linkedPulseId) => ({ linkedPulseId })) };
}

/** The boards that `settings.boardIds` names. */
export function connectedBoards({ settings }: Column): number[] {
  const { boardIds } = settings;
  return Array.isArray(boardIds) ? boardIds.flatMap((id) => numberOf(id) ?? []) : [];
}

/** Text operators over the names of the linked items. */
const LINKED_NAMES: Operators = textOperators(
  (rule, text) => linkedTo(rule, 'instr(lower(linked.name), ?) > 0', [text]),
  (rule, text) => linkedTo(rule, 'substr(lower(linked.name), 1, ?) = ?', [[...text].length, text]),
);

/** Strings match nothing (docs/monday-platform.md#filters). */
const idOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** What the column types for linked items have in common. Their `text` and `value` are always null. */
export const LINKED_ITEMS = {
  index: ({ linkedPulseIds }: LinkedItems) => ({
    keys: linkedPulseIds.map(({ linkedPulseId }) => linkedPulseId),
    number: linkedPulseIds[0]?.linkedPulseId,
  }),
  text: () => null,
  json: () => null,
  operators: { ...EMPTINESS, ...keySets(idOf), ...comparisons(idOf), ...between(idOf), ...LINKED_NAMES },
};

/** The fields that their GraphQL types have in common. */
export const LINKED_FIELDS = {
  display_value: (cell: Cell<LinkedItems>, _args: object, context: GraphQLContext) =>
    namesOf(linkedItems(cell, context)),
  linked_item_ids: (cell: Cell<LinkedItems>) => linkedIds(cell),
  linked_items: (cell: Cell<LinkedItems>, _args: object, context: GraphQLContext) =>
    linkedItems(cell, context),
};

/** Items with a link that matches the SQL condition over `linked`. */
function linkedTo(rule: ColumnRule, sql: string, values: readonly (string | number)[]): Condition {
  const ids = rule.context.database
    .all<{ id: number }>(
      `SELECT DISTINCT linked.id FROM item_index
       JOIN json_each('[' || replace(trim(keys, '|'), '|', ',') || ']') AS key
       JOIN items AS linked ON linked.id = key.value AND linked.account_id = ?
       WHERE column_key = ? AND (${sql})`,
      rule.context.accountId,
      rule.column.key,
      ...values,
    )
    .map(({ id }) => id);
  return withKey(rule.column.key, ids);
}

function activeItems(ids: readonly number[], reader: Reader): ItemRow[] {
  return itemsById(reader, ids).filter(
    ({ account_id, state }) => account_id === reader.accountId && state === 'active',
  );
}

function idsOf(value: unknown): unknown {
  if (typeof value === 'string') return value.split(',').map((id) => id.trim());
  const { item_ids: ids, linkedPulseIds: links } = value as Record<string, unknown>;
  return (
    ids ??
    (Array.isArray(links)
      ? (links as ({ linkedPulseId?: unknown } | null)[]).map((one) => one?.linkedPulseId)
      : undefined)
  );
}
