import { GraphQLProblem } from '../graphql-problem.js';
import type { StoredBoard, StoredItem } from '../boards/index.js';
import { itemNode } from './item.node.js';
import { matches, type ItemsQuery } from './items-query.js';

const MAX_LIMIT = 500;
/** platform.md has no number; monday's own pages say an hour. */
const CURSOR_LIFETIME_MS = 60 * 60 * 1000;

export interface ItemsPageArgs {
  readonly limit: number;
  readonly cursor?: string | null;
  readonly query_params?: ItemsQuery | null;
}

/** Which items a cursor walks over, and how far it came. It means nothing outside of its account. */
export interface ItemsCursor {
  readonly boardId: string;
  readonly groupId?: string;
  readonly query?: ItemsQuery;
  readonly offset: number;
  readonly expiresAt: number;
}

type Walk = Omit<ItemsCursor, 'boardId' | 'expiresAt'>;

/** One page, and the cursor to the next where there is one. */
export function itemsPage(board: StoredBoard, walk: Walk, limit: number): object {
  if (limit < 1 || limit > MAX_LIMIT) {
    throw new GraphQLProblem('InvalidArgumentException', `limit must be between 1 and ${MAX_LIMIT}.`);
  }
  const items = inOrder(board).filter(
    (item) =>
      (walk.groupId === undefined || item.groupId === walk.groupId) && matches(board, item, walk.query),
  );
  const end = walk.offset + limit;
  const cursor =
    end < items.length
      ? writeCursor({
          ...walk,
          boardId: board.board.id,
          offset: end,
          expiresAt: Date.now() + CURSOR_LIFETIME_MS,
        })
      : null;
  return { cursor, items: items.slice(walk.offset, end).map((item) => itemNode(board, item)) };
}

/** @throws GraphQLProblem */
export function readCursor(text: string): ItemsCursor {
  const cursor = parse(text);
  if (
    !cursor ||
    !Number.isSafeInteger(cursor.offset) ||
    cursor.offset < 0 ||
    typeof cursor.boardId !== 'string'
  ) {
    throw new GraphQLProblem('InvalidArgumentException', 'The cursor is not valid.');
  }
  if (!(cursor.expiresAt > Date.now())) {
    throw new GraphQLProblem('InvalidArgumentException', 'The cursor has expired.');
  }
  return cursor;
}

function inOrder({ board, items }: StoredBoard): StoredItem[] {
  const positions = new Map(board.groups.map(({ id }, index) => [id, index]));
  const position = (item: StoredItem): number => positions.get(item.groupId) ?? 0;
  return [...items.values()].sort((a, b) => position(a) - position(b));
}

function writeCursor(cursor: ItemsCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function parse(text: string): ItemsCursor | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as ItemsCursor;
  } catch {
    return undefined;
  }
}
