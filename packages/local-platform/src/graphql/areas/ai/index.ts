import { properties, query, type Area } from '../../resolvers/index.js';
import { usersOf, type BoardRow, type UserRow } from '../../store/index.js';
import { listBoards } from '../boards/board-access.js';

interface LimitArgs {
  readonly limit?: number | null;
}

const DEFAULT_LIMIT = 10;

/** Objects that are probably relevant to the user. INFER: the most recently changed boards, and the other users. */
export const aiArea: Area = {
  name: 'ai',
  resolvers: {
    Query: { intelligence: query('me:read', () => ({})) },
    Intelligence: {
      relevant_boards: (_source: object, { limit }: LimitArgs, context) =>
        listBoards({ order_by: 'used_at', limit: limit ?? DEFAULT_LIMIT }, context)
          .filter(({ type }) => type === 'board')
          .map((board: BoardRow) => ({ id: board.id, board })),
      relevant_people: (_source: object, { limit }: LimitArgs, context) =>
        usersOf(context)
          .filter(({ id, status }) => id !== context.userId && status === 'ACTIVE')
          .slice(0, limit ?? DEFAULT_LIMIT)
          .map((user: UserRow) => ({ id: user.id, user })),
    },
    RelevantBoard: properties('id', 'board'),
    RelevantPerson: properties('id', 'user'),
  },
};
