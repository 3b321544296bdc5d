import { type GraphQLContext } from '../../graphql-context.js';
import { requireBoard } from '../boards/board-access.js';

/** The notification settings of a user for a board; a node of `BoardMuteSettings`. */
interface BoardMute {
  readonly board_id: number;
  readonly mute_state: string;
  readonly enabled: readonly string[];
}

/** `Query.mute_board_settings`: the settings of the current user, for the boards that the user may see. */
export function muteSettings(
  { board_ids }: { readonly board_ids: readonly string[] },
  context: GraphQLContext,
): BoardMute[] {
  return board_ids.map((id) => {
    const board = requireBoard(id, context);
    const row = context.database.get<{ mute_state: string; enabled: string }>(
      'SELECT mute_state, enabled FROM board_mutes WHERE board_id = ? AND user_id = ?',
      board.id,
      context.userId,
    );
    return {
      board_id: board.id,
      mute_state: row?.mute_state ?? 'NOT_MUTED',
      enabled: JSON.parse(row?.enabled ?? '[]') as string[],
    };
  });
}

interface UpdateArgs {
  readonly board_id: string;
  readonly mute_state: string;
  readonly enabled?: readonly string[] | null;
}

/** `Mutation.update_mute_board_settings`: stores the settings. They do not affect the notifications of the platform. */
export function updateMute(args: UpdateArgs, context: GraphQLContext): BoardMute[] {
  const board = requireBoard(args.board_id, context);
  context.database.run(
    'INSERT OR REPLACE INTO board_mutes (board_id, user_id, mute_state, enabled) VALUES (?, ?, ?, ?)',
    board.id,
    context.userId,
    args.mute_state,
    JSON.stringify(args.enabled ?? []),
  );
  return muteSettings({ board_ids: [args.board_id] }, context);
}
