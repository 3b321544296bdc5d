import type { Column } from '../../state/index.js';
import { parseColumnValue, parseSimpleValue, type ParsedValue } from '../boards/column-values.js';
import type { StoredBoard, StoredItem, ValueChanges } from '../boards/index.js';
import type { GraphQLContext } from '../graphql-context.js';
import { GraphQLProblem } from '../graphql-problem.js';
import type { NewWebhook } from '../webhooks/webhooks.js';
import { itemNode } from './item.node.js';

interface BoardArgs {
  readonly board_id: string;
  readonly create_labels_if_missing?: boolean | null;
}
interface CreateItemArgs extends BoardArgs {
  readonly item_name: string;
  readonly group_id?: string | null;
  readonly column_values?: unknown;
}
interface ItemArgs extends BoardArgs {
  readonly item_id?: string | null;
}

/** platform.md 8.5 */
const MAX_NAME_LENGTH = 255;
const MAX_ITEMS = 10_000;

/** The fields of `Mutation`; each is called with its arguments and the request's context. */
export const mutations = {
  create_item: async (args: CreateItemArgs, context: GraphQLContext) => {
    const stored = await boardToChange(args, context);
    checkNewItem(stored, args);
    const [first] = stored.board.groups;
    const groupId = args.group_id ?? first?.id;
    if (groupId === undefined || !stored.board.groups.some(({ id }) => id === groupId)) {
      throw new GraphQLProblem('ResourceNotFoundException', 'Group not found');
    }
    const changes = await readChanges(stored, args.column_values ?? '{}', args, context);
    const values = Object.fromEntries(
      Object.entries(changes).flatMap(([id, value]) => (value === null ? [] : [[id, value]])),
    );
    const draft = { name: args.item_name, groupId, creatorId: context.user.id, values };
    const item = await context.boards.createItem(stored.board.id, draft);
    await context.webhooks.itemCreated(context.user, stored, item);
    return itemNode(stored, item);
  },

  change_column_value: async (
    args: ItemArgs & { column_id: string; value: unknown },
    context: GraphQLContext,
  ) => {
    const { stored, item } = await itemToChange(args, context);
    const column = requireColumn(stored, args.column_id);
    const parsed = parseColumnValue(column, parseJson(args.value), args.create_labels_if_missing === true);
    return change(stored, item, await keepColumn({ [column.id]: parsed }, stored, context), context);
  },

  change_simple_column_value: async (
    args: ItemArgs & { column_id: string; value?: string | null },
    context: GraphQLContext,
  ) => {
    const { stored, item } = await itemToChange(args, context);
    const column = requireColumn(stored, args.column_id);
    const parsed = parseSimpleValue(column, args.value ?? '', args.create_labels_if_missing === true);
    return change(stored, item, await keepColumn({ [column.id]: parsed }, stored, context), context);
  },

  change_multiple_column_values: async (
    args: ItemArgs & { column_values: unknown },
    context: GraphQLContext,
  ) => {
    const { stored, item } = await itemToChange(args, context);
    return change(stored, item, await readChanges(stored, args.column_values, args, context), context);
  },

  create_webhook: async (args: NewWebhook & BoardArgs, context: GraphQLContext) => {
    context.requireScope('webhooks:write');
    context.requireWriter();
    const stored = await requireBoard(args.board_id, context);
    return context.webhooks.create(context.account.id, stored.board.id, args);
  },

  delete_webhook: async (args: { id: string }, context: GraphQLContext) => {
    context.requireScope('webhooks:write');
    context.requireWriter();
    return context.webhooks.delete(context.account.id, args.id);
  },

  complexity: (_args: unknown, context: GraphQLContext) => context.complexity,
};

async function boardToChange(args: BoardArgs, context: GraphQLContext): Promise<StoredBoard> {
  context.requireScope('boards:write');
  context.requireWriter();
  return requireBoard(args.board_id, context);
}

async function requireBoard(boardId: string, context: GraphQLContext): Promise<StoredBoard> {
  const stored = await context.boards.find(context.account.id, boardId);
  if (!stored) throw new GraphQLProblem('InvalidBoardIdException', 'Invalid board ID');
  return stored;
}

async function itemToChange(
  args: ItemArgs,
  context: GraphQLContext,
): Promise<{ stored: StoredBoard; item: StoredItem }> {
  const stored = await boardToChange(args, context);
  const item = stored.items.get(args.item_id ?? '');
  if (!item) throw new GraphQLProblem('ResourceNotFoundException', 'Item not found in board');
  return { stored, item };
}

function checkNewItem({ items }: StoredBoard, { item_name: name }: CreateItemArgs): void {
  if (name.length < 1 || name.length > MAX_NAME_LENGTH) {
    throw new GraphQLProblem('ItemNameTooLongException', `A name has 1 to ${MAX_NAME_LENGTH} characters.`);
  }
  if (items.size >= MAX_ITEMS) {
    throw new GraphQLProblem('ItemsLimitationException', `A board has at most ${MAX_ITEMS} items.`);
  }
}

function requireColumn(stored: StoredBoard, columnId: string): Column {
  const column = stored.columns.find(({ id }) => id === columnId);
  if (!column)
    throw new GraphQLProblem('InvalidColumnIdException', "This column ID doesn't exist for the board");
  return column;
}

async function readChanges(
  stored: StoredBoard,
  json: unknown,
  args: BoardArgs,
  context: GraphQLContext,
): Promise<ValueChanges> {
  const values = parseJson(json);
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new GraphQLProblem('InvalidArgumentException', 'column_values must be the JSON text of an object.');
  }
  const create = args.create_labels_if_missing === true;
  const parsed = Object.entries(values).map(([id, value]: [string, unknown]) => {
    return [id, parseColumnValue(requireColumn(stored, id), value, create)] as const;
  });
  return keepColumn(Object.fromEntries(parsed), stored, context);
}

/** Keeps the labels that are new, and resolves to the values alone. */
async function keepColumn(
  parsed: Readonly<Record<string, ParsedValue>>,
  stored: StoredBoard,
  context: GraphQLContext,
): Promise<ValueChanges> {
  for (const { column } of Object.values(parsed)) {
    if (column) await context.boards.changeColumn(stored.board.id, column);
  }
  return Object.fromEntries(Object.entries(parsed).map(([id, { value }]) => [id, value]));
}

async function change(
  stored: StoredBoard,
  before: StoredItem,
  changes: ValueChanges,
  context: GraphQLContext,
): Promise<object> {
  const after = await context.boards.changeValues(stored.board.id, before.id, changes);
  await context.webhooks.valuesChanged(context.user, stored, before, after);
  return itemNode(stored, after);
}

/** monday's JSON arguments are JSON text inside of a string. */
function parseJson(value: unknown): unknown {
  if (typeof value === 'string') {
    try {
      return JSON.parse(value);
    } catch {
      // Falls through to the same refusal as any other form.
    }
  }
  throw new GraphQLProblem('InvalidArgumentException', 'The value must be JSON text.');
}
