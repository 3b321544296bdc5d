import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { COLORS } from '../../column-types/status-colors.js';
import { mutation, properties, query, type Area } from '../../resolvers/index.js';
import { type BoardRow } from '../../store/index.js';
import { requireBoard } from '../boards/board-access.js';

export interface TagRow {
  readonly id: number;
  readonly account_id: number;
  /** The private or shareable board that owns the tag; null for a tag of the account. */
  readonly board_id: number | null;
  readonly name: string;
  readonly color: string;
}

/** Tags of the account, and tags of private and shareable boards. */
export const tagsArea: Area = {
  name: 'tags',
  resolvers: {
    Query: { tags: query<{ ids?: readonly string[] | null }>('tags:read', listTags) },
    Mutation: { create_or_get_tag: mutation('boards:write', createOrGetTag) },
    Board: { tags: ({ id }: BoardRow, _args: object, context) => tagsOfBoard(id, context) },
    Tag: properties('id', 'name', 'color'),
  },
};

/** Tags of the account; `ids` also selects tags of boards. */
function listTags({ ids }: { readonly ids?: readonly string[] | null }, context: GraphQLContext): TagRow[] {
  const { database, accountId } = context;
  const all = database.all<TagRow>('SELECT * FROM tags WHERE account_id = ? ORDER BY id', accountId);
  return all.filter(({ id, board_id }) => ids?.includes(String(id)) ?? board_id === null);
}

interface CreateTagArgs {
  readonly tag_name?: string | null;
  readonly board_id?: string | null;
}

/** Finds or creates a tag by name. A private or shareable board owns its tags. */
function createOrGetTag({ tag_name, board_id }: CreateTagArgs, context: GraphQLContext): TagRow {
  const { database, accountId } = context;
  const name = tag_name?.trim() ?? '';
  if (name === '') throw new GraphQLProblem('InvalidArgumentException', 'tag_name is empty.');
  const board = board_id === null || board_id === undefined ? undefined : requireBoard(board_id, context);
  const own = board === undefined || board.board_kind === 'public' ? null : board.id;
  const known = database.get<TagRow>(
    'SELECT * FROM tags WHERE account_id = ? AND name = ? AND board_id IS ?',
    accountId,
    name,
    own,
  );
  if (known) return known;
  const id = database.nextId('tags');
  const color = COLORS[id % COLORS.length]?.color ?? '#c4c4c4';
  const tag = { id, account_id: accountId, board_id: own, name, color };
  database.insert('tags', tag);
  return tag;
}

/** The tags on items of the board, and the tags that the board owns. */
function tagsOfBoard(boardId: number, { database, accountId }: GraphQLContext): TagRow[] {
  return database.all<TagRow>(
    `SELECT * FROM tags WHERE account_id = ?1 AND (board_id = ?2 OR id IN (
       SELECT key.value FROM (
         SELECT DISTINCT item_index.keys FROM columns
         JOIN item_index ON item_index.column_key = columns.key
         WHERE columns.board_id = ?2 AND columns.type = 'tags'
       ) AS used
       JOIN json_each('[' || replace(trim(used.keys, '|'), '|', ',') || ']') AS key
     )) ORDER BY id`,
    accountId,
    boardId,
  );
}
