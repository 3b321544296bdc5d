import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { pageBounds, type PageArgs } from '../../resolvers/index.js';
import { viewer, VISIBLE_BOARDS } from '../boards/board-access.js';

/** A doc. It is also a board of the type `document` with the same name, workspace, folder, kind and state. */
export interface DocRow {
  readonly id: number;
  /** The id of that board. */
  readonly object_id: number;
  readonly name: string;
  readonly doc_kind: string;
  readonly workspace_id: number | null;
  readonly folder_id: number | null;
  readonly item_id: number | null;
  readonly settings: string | null;
  readonly creator_id: number;
  readonly created_at: number;
  readonly updated_at: number;
}

const DOCS = `SELECT docs.id, docs.object_id, b.name, b.board_kind AS doc_kind, b.workspace_id, b.folder_id,
    docs.item_id, docs.settings, docs.creator_id, docs.created_at, docs.updated_at
  FROM docs JOIN boards b ON b.id = docs.object_id
  WHERE ${VISIBLE_BOARDS} AND b.state = 'active'`;

export interface DocsArgs extends PageArgs {
  readonly ids?: readonly string[] | null;
  readonly object_ids?: readonly string[] | null;
  readonly workspace_ids?: readonly (string | null)[] | null;
  readonly order_by?: 'created_at' | 'used_at' | null;
}

const ORDERS = {
  id: 'docs.id',
  created_at: 'docs.created_at DESC, docs.id DESC',
  used_at: 'docs.updated_at DESC, docs.id DESC',
};

/** `Query.docs` */
export function listDocs(args: DocsArgs, context: GraphQLContext): DocRow[] {
  const { limit, offset } = pageBounds(args);
  const numbers = (ids: readonly (string | null)[] | null | undefined): string | null =>
    ids ? JSON.stringify(ids.map(Number)) : null;
  return context.database.all<DocRow>(
    `${DOCS} AND (?4 IS NULL OR docs.id IN (SELECT value FROM json_each(?4)))
       AND (?5 IS NULL OR docs.object_id IN (SELECT value FROM json_each(?5)))
       AND (?6 IS NULL OR ifnull(b.workspace_id, 0) IN (SELECT value FROM json_each(?6)))
     ORDER BY ${ORDERS[args.order_by ?? 'id']} LIMIT ?7 OFFSET ?8`,
    ...viewer(context),
    numbers(args.ids),
    numbers(args.object_ids),
    numbers(args.workspace_ids),
    limit,
    offset,
  );
}

/** A doc that the user may see. @throws GraphQLProblem `ResourceNotFoundException` */
export function requireDoc(id: string | number, context: GraphQLContext): DocRow {
  return findDoc('docs.id', id, context);
}

/** A doc that the user may see, by the id of its board. @throws GraphQLProblem `ResourceNotFoundException` */
export function requireDocObject(objectId: string, context: GraphQLContext): DocRow {
  return findDoc('docs.object_id', objectId, context);
}

function findDoc(key: 'docs.id' | 'docs.object_id', id: string | number, context: GraphQLContext): DocRow {
  const doc = context.database.get<DocRow>(`${DOCS} AND ${key} = ?4`, ...viewer(context), Number(id));
  if (doc) return doc;
  throw new GraphQLProblem('ResourceNotFoundException', 'Document not found', {
    data: { resource_type: 'doc', resource_id: String(id) },
  });
}
