import { GraphQLProblem } from '../../graphql-problem.js';
import { properties, query, type Area } from '../../resolvers/index.js';
import { usersOf, type BoardRow, type UserRow } from '../../store/index.js';
import { listBoards } from '../boards/board-access.js';

interface LimitArgs {
  readonly limit?: number | null;
}

const DEFAULT_LIMIT = 10;

const MAX_MEETINGS = 100;

/**
 * Objects that are probably relevant to the user (INFER: the most recently changed boards, and the other users), and the
 * meetings of monday's notetaker. There are none, as in an account without recordings.
 */
export const aiArea: Area = {
  name: 'ai',
  withoutEffect: {
    'NotetakerQueries.meetings(cursor:)': 'No meeting is recorded.',
    'NotetakerQueries.meetings(filters:)': 'No meeting is recorded.',
  },
  resolvers: {
    Query: {
      intelligence: query('me:read', () => ({})),
      notetaker: query('me:read', () => ({})),
    },
    NotetakerQueries: { meetings: (_source: object, args: LimitArgs) => noMeetings(args) },
    MeetingsResponse: properties('meetings', 'page_info'),
    PageInfo: properties('has_next_page', 'cursor'),
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

/** @throws GraphQLProblem for a page that is longer than monday's */
function noMeetings({ limit }: LimitArgs): object {
  const size = limit ?? DEFAULT_LIMIT;
  if (size < 1 || size > MAX_MEETINGS) {
    throw new GraphQLProblem('InvalidArgumentException', `limit is from 1 to ${MAX_MEETINGS}.`);
  }
  return { meetings: [], page_info: { has_next_page: false, cursor: null } };
}
