import type { User } from '../../state/index.js';
import type { PlatformDatabase } from '../../database/index.js';
import { boardEvent } from './board-events.js';
import type { Change } from './change.js';

/** Writes the changes into `activity_log`, in the transaction that makes them. */
export function logChanges(database: PlatformDatabase, user: User, changes: readonly Change[]): void {
  for (const change of changes) {
    const { body } = boardEvent(user, change);
    database.insert('activity_log', {
      account_id: change.board.account_id,
      board_id: change.board.id,
      group_id: change.group.id,
      item_id: change.item.id,
      column_id: change.kind === 'value_changed' ? change.column.id : null,
      user_id: Number(user.id),
      entity: 'pulse',
      event: body['type'] as string,
      data: JSON.stringify(body),
      created_at: change.item.updated_at,
    });
  }
}
