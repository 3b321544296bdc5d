import { randomUUID } from 'node:crypto';
import { columnTypeOf } from '../../column-types/index.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnsOf, type Column } from '../../store/index.js';
import { findVisibleBoard } from '../boards/board-access.js';
import { mergedSettings, type Settings } from '../columns/column-settings.js';
import { checkTitle, createColumn } from '../columns/create-column.js';
import { updateColumn } from '../columns/update-column.js';
import { requireAdmin } from '../users/user-access.js';

export type ManagedType = 'status' | 'dropdown';

/** A row of `managed_columns`: a column of the account whose settings boards share. */
export interface ManagedRow {
  readonly id: string;
  readonly type: ManagedType;
  readonly title: string;
  readonly description: string | null;
  /** JSON text. */
  readonly settings: string;
  readonly revision: number;
  readonly state: 'active' | 'inactive' | 'deleted';
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: number;
  readonly updated_at: number;
}

interface ListArgs {
  readonly id?: readonly string[] | null;
  readonly state?: readonly string[] | null;
}

/** `Query.managed_column`. INFER: without `state`, those that are not deleted. */
export function listManaged({ id, state }: ListArgs, { database, accountId }: GraphQLContext): ManagedRow[] {
  return database
    .all<ManagedRow>('SELECT * FROM managed_columns WHERE account_id = ? ORDER BY rowid', accountId)
    .filter(
      (row) => (id?.includes(row.id) ?? true) && (state?.includes(row.state) ?? row.state !== 'deleted'),
    );
}

interface CreateArgs {
  readonly title: string;
  readonly description?: string | null;
  readonly settings?: Settings | null;
}

/** `Mutation.create_status_managed_column` and `create_dropdown_managed_column`. INFER: only admins may. */
export function createManaged(type: ManagedType) {
  return ({ title, description, settings }: CreateArgs, context: GraphQLContext): ManagedRow => {
    requireAdmin(context);
    const id = randomUUID();
    const now = context.now();
    context.database.insert('managed_columns', {
      id,
      account_id: context.accountId,
      type,
      title: checkTitle(title),
      description: description ?? null,
      settings: JSON.stringify(columnTypeOf({ type }).readSettings?.(settings ?? {}) ?? {}),
      created_by: context.userId,
      updated_by: context.userId,
      created_at: now,
      updated_at: now,
    });
    return requireManaged(id, context);
  };
}

interface UpdateArgs extends Partial<CreateArgs> {
  readonly id: string;
  readonly revision: number;
}

/**
 * `Mutation.update_status_managed_column` and `update_dropdown_managed_column`: also changes the labels of the columns
 * that show it. @throws GraphQLProblem `REVISION_MISMATCH`
 */
export function updateManaged(type: ManagedType) {
  return (
    { id, revision, title, description, settings }: UpdateArgs,
    context: GraphQLContext,
  ): ManagedRow => {
    requireAdmin(context);
    const before = requireManaged(id, context);
    if (before.type !== type) {
      throw new GraphQLProblem('InvalidColumnTypeException', `The type of the column is ${before.type}.`);
    }
    if (before.revision !== revision) {
      throw new GraphQLProblem('REVISION_MISMATCH', 'The column was changed in the meantime.', {
        data: { current_revision: before.revision },
      });
    }
    const known = { type, settings: JSON.parse(before.settings) as Settings } as Column;
    const after = change(
      before,
      {
        title: title ? checkTitle(title) : before.title,
        description: description === undefined ? before.description : description,
        settings: JSON.stringify(mergedSettings(known, settings)),
        revision: revision + 1,
      },
      context,
    );
    if (settings) shareLabels(after, context);
    return after;
  };
}

/** INFER: a column keeps its other settings, which can differ from the managed column. */
function shareLabels(managed: ManagedRow, context: GraphQLContext): void {
  const { labels } = JSON.parse(managed.settings) as Settings;
  const uses = context.database.all<{ board_id: number; id: string }>(
    `SELECT board_id, columns.id FROM managed_column_uses JOIN columns ON key = column_key
     WHERE managed_id = ? AND state = 'active'`,
    managed.id,
  );
  for (const { board_id, id } of uses) {
    const board = findVisibleBoard(board_id, context);
    const column = board && columnsOf(context, board_id).find((candidate) => candidate.id === id);
    if (board?.state !== 'active' || !column) continue;
    updateColumn(
      {
        board_id: String(board_id),
        id,
        revision: String(column.revision),
        column_type: managed.type,
        settings: { labels },
      },
      context,
    );
  }
}

/** `Mutation.activate_managed_column`, `deactivate_managed_column` and `delete_managed_column` */
export function setState(state: ManagedRow['state']) {
  return ({ id }: { readonly id: string }, context: GraphQLContext): ManagedRow => {
    requireAdmin(context);
    return change(requireManaged(id, context), { state }, context);
  };
}

interface AttachArgs {
  readonly board_id: string;
  readonly managed_column_id: string;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly after_column_id?: string | null;
  readonly settings?: Settings | null;
}

/** `Mutation.attach_status_managed_column` and `attach_dropdown_managed_column`: a new column of a board that shows it. */
export function attachManaged(type: ManagedType) {
  return (args: AttachArgs, context: GraphQLContext): Column => {
    const managed = requireManaged(args.managed_column_id, context);
    if (managed.type !== type || managed.state !== 'active') {
      throw new GraphQLProblem('InvalidArgumentException', `There is no active ${type} column with this id.`);
    }
    const column = createColumn(
      {
        board_id: args.board_id,
        column_type: type,
        title: args.title ?? managed.title,
        description: args.description ?? managed.description,
        after_column_id: args.after_column_id,
        defaults: { ...(JSON.parse(managed.settings) as Settings), ...args.settings },
      },
      context,
    );
    context.database.insert('managed_column_uses', { column_key: column.key, managed_id: managed.id });
    return column;
  };
}

function requireManaged(id: string, context: GraphQLContext): ManagedRow {
  const [found] = listManaged({ id: [id] }, context);
  if (found) return found;
  throw new GraphQLProblem('ResourceNotFoundException', 'Managed column not found');
}

function change(
  { id }: ManagedRow,
  changes: Readonly<Record<string, string | number | null>>,
  context: GraphQLContext,
): ManagedRow {
  context.database.update('managed_columns', ['id', id], {
    ...changes,
    updated_by: context.userId,
    updated_at: context.now(),
  });
  const [changed] = listManaged({ id: [id], state: ['active', 'inactive', 'deleted'] }, context);
  if (!changed) throw new Error(`managed column ${id} is gone`);
  return changed;
}
