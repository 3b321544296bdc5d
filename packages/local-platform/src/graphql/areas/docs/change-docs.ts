import { randomUUID } from 'node:crypto';
import { type DocColumnValue } from '../../column-types/doc.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnsOf, insertBoard, insertColumn, insertGroup, type BoardRow } from '../../store/index.js';
import { addUsers } from '../boards/board-people.js';
import { removeBoard } from '../boards/update-board.js';
import { requireBoard } from '../boards/board-access.js';
import { requireFolder } from '../folders/folder-access.js';
import { changeValues } from '../items/change-values.js';
import { insertItem } from '../items/create-item.js';
import { requireItem } from '../items/item-access.js';
import { requireColumn } from '../items/read-values.js';
import { requireWorkspace } from '../workspaces/workspace-access.js';
import { blocksOf, type BlockRow } from './blocks.js';
import { requireDoc, type DocRow } from './doc-access.js';

interface CreateArgs {
  readonly location: {
    readonly workspace?: {
      readonly workspace_id: string;
      readonly name: string;
      readonly kind?: BoardRow['board_kind'] | null;
      readonly folder_id?: string | null;
    } | null;
    readonly board?: { readonly item_id: string; readonly column_id: string } | null;
  };
  readonly doc_owner_ids?: readonly string[] | null;
}

/** `Mutation.create_doc`: creates a doc in a workspace or in a doc column of an item. */
export function createDoc({ location, doc_owner_ids }: CreateArgs, context: GraphQLContext): DocRow {
  const { workspace, board } = location;
  if (!workspace === !board) throw invalid('location must have either workspace or board.');
  const doc = workspace ? createInWorkspace(workspace, context) : createInItem(board!, context);
  addUsers(requireBoard(doc.object_id, context), doc_owner_ids ?? [], 'owner', context);
  return doc;
}

function createInWorkspace(
  { workspace_id, name, kind, folder_id }: NonNullable<CreateArgs['location']['workspace']>,
  context: GraphQLContext,
): DocRow {
  const workspace = requireWorkspace(workspace_id, context);
  const folder = folder_id ? requireFolder(folder_id, context) : undefined;
  return addDoc(
    {
      name: checkDocName(name),
      board_kind: kind ?? 'public',
      workspace_id: workspace.id,
      folder_id: folder?.id ?? null,
    },
    context,
  );
}

function createInItem(
  { item_id, column_id }: NonNullable<CreateArgs['location']['board']>,
  context: GraphQLContext,
): DocRow {
  const place = requireItem(item_id, context);
  const column = requireColumn(columnsOf(context, place.board.id), column_id);
  if (column.type !== 'doc') {
    throw new GraphQLProblem('InvalidColumnTypeException', 'The column is no doc column.');
  }
  const { board_kind, workspace_id } = place.board;
  const doc = addDoc(
    { name: place.item.name, board_kind, workspace_id, folder_id: null, item_id: place.item.id },
    context,
  );
  const value: DocColumnValue = {
    files: [
      {
        docId: doc.id,
        objectId: doc.object_id,
        fileId: randomUUID(),
        createdAt: doc.created_at,
        createdBy: doc.creator_id,
      },
    ],
  };
  changeValues(place, { values: [{ column, value, changesSettings: false }] }, context);
  return doc;
}

interface NewDoc extends Pick<BoardRow, 'name' | 'board_kind' | 'workspace_id' | 'folder_id'> {
  readonly item_id?: number;
}

/** Stores a doc and its board, whose only item has the comments. */
export function addDoc({ item_id, ...board }: NewDoc, context: GraphQLContext): DocRow {
  const { database, userId, accountId } = context;
  const object = insertBoard(context, { ...board, type: 'document', creator_id: userId });
  insertColumn(context, { board_id: object.id, id: 'name', type: 'name', title: 'Name' });
  const group = insertGroup(context, { board_id: object.id, id: 'topics', title: 'Doc', color: '#579bfc' });
  insertItem({ board: object, group, name: board.name, values: { values: [] } }, context);
  const id = database.nextId('docs');
  const now = context.now();
  database.insert('docs', {
    id,
    object_id: object.id,
    account_id: accountId,
    workspace_id: board.workspace_id,
    folder_id: board.folder_id,
    item_id: item_id ?? null,
    name: board.name,
    doc_kind: board.board_kind,
    creator_id: userId,
    created_at: now,
    updated_at: now,
  });
  context.changed({ kind: 'board_created', board: object });
  return requireDoc(id, context);
}

/** `Mutation.update_doc_name`. INFER: the form of the responses of this and the following mutations. */
export function updateDocName(
  { docId, name }: { readonly docId: string; readonly name: string },
  context: GraphQLContext,
): object {
  const doc = requireDoc(docId, context);
  checkDocName(name);
  context.database.update('boards', ['id', doc.object_id], { name, updated_at: context.now() });
  context.database.update('docs', ['id', doc.id], { name, updated_at: context.now() });
  const board = requireBoard(doc.object_id, context);
  context.changed({ kind: 'board_changed', board, attribute: 'name', before: doc.name, after: name });
  return { success: true, id: String(doc.id) };
}

/** `Mutation.delete_doc` */
export function deleteDoc({ docId }: { readonly docId: string }, context: GraphQLContext): object {
  const doc = requireDoc(docId, context);
  removeBoard(requireBoard(doc.object_id, context), 'deleted', context);
  return { success: true, id: String(doc.id) };
}

/** `Mutation.duplicate_doc`: copies a doc with its content. */
export function duplicateDoc({ docId }: { readonly docId: string }, context: GraphQLContext): object {
  const doc = requireDoc(docId, context);
  const { board_kind } = requireBoard(doc.object_id, context);
  const { workspace_id, folder_id } = doc;
  const copy = addDoc({ name: `Duplicate of ${doc.name}`, board_kind, workspace_id, folder_id }, context);
  copyBlocks(blocksOf(doc.id, context), copy, context);
  return { success: true, id: String(copy.id), object_id: String(copy.object_id) };
}

function copyBlocks(blocks: readonly BlockRow[], to: DocRow, { database }: GraphQLContext): void {
  const ids = new Map(blocks.map(({ id }) => [id, randomUUID()]));
  for (const block of blocks) {
    // Ids in the content refer to cells, which the copy creates anew.
    const content = block.content.replace(/[0-9a-f-]{36}/g, (id) => ids.get(id) ?? id);
    const parent = block.parent_block_id === null ? null : (ids.get(block.parent_block_id) ?? null);
    database.insert('doc_blocks', {
      ...block,
      id: ids.get(block.id) ?? randomUUID(),
      doc_id: to.id,
      parent_block_id: parent,
      content,
    });
  }
}

function checkDocName(name: string): string {
  if (name.trim() !== '') return name;
  throw invalid('A doc has a name.');
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
