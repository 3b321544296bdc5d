import { type PlatformDatabase } from '../../database/index.js';
import { type User } from '../../state/index.js';
import { isItemChange, type Change, type ItemChange } from './change.js';
import { eventType, shownValue } from './shown-value.js';

/** An entry of the activity log. */
interface Entry {
  /** monday's name of the event. */
  readonly event: string;
  readonly columnId?: string;
  /** In addition to the board and item. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Writes changes to `activity_log`, in the transaction of the changes. */
export function logChanges(
  database: PlatformDatabase,
  user: User,
  changes: readonly Change[],
  at: number,
): void {
  for (const change of changes) {
    const isItem = isItemChange(change);
    for (const { event, columnId, data } of isItem ? itemEntries(change) : boardEntries(change)) {
      const group = 'group' in change ? change.group : undefined;
      database.insert('activity_log', {
        account_id: change.board.account_id,
        board_id: change.board.id,
        group_id: group?.id ?? null,
        item_id: isItem ? change.item.id : null,
        column_id: columnId ?? null,
        user_id: Number(user.id),
        entity: isItem ? 'pulse' : 'board',
        event,
        data: JSON.stringify({
          board_id: change.board.id,
          ...(group ? { group_id: group.id } : {}),
          ...data,
        }),
        created_at: at,
      });
    }
  }
}

function itemEntries(change: ItemChange): Entry[] {
  const { item, group } = change;
  const pulse = { pulse_id: item.id, pulse_name: item.name };
  switch (change.kind) {
    case 'item_created':
      return [
        { event: 'create_pulse', data: { ...pulse, group_name: group.title, group_color: group.color } },
      ];
    case 'item_archived':
      return [{ event: 'archive_pulse', data: pulse }];
    case 'item_deleted':
      return [{ event: 'delete_pulse', data: pulse }];
    case 'item_restored':
      return [{ event: 'restore_pulse', data: pulse }];
    case 'name_changed':
      return [
        {
          event: 'update_name',
          data: { ...pulse, value: { name: item.name }, previous_value: { name: change.before } },
        },
      ];
    case 'value_changed': {
      const { column, before, after } = change;
      const data = {
        ...pulse,
        column_id: column.id,
        column_type: eventType(column),
        column_title: column.title,
        value: shownValue(column, after),
        previous_value: shownValue(column, before),
      };
      return [{ event: 'update_column_value', columnId: column.id, data }];
    }
    case 'item_moved':
      return [
        {
          event: 'move_pulse_from_group',
          data: { ...pulse, source_group_id: change.from.id, dest_group_id: group.id },
        },
        {
          event: 'move_pulse_into_group',
          data: { ...pulse, source_group_id: change.from.id, dest_group_id: group.id },
        },
      ];
    case 'item_moved_to_board':
      return [{ event: 'move_pulse_into_board', data: { ...pulse, source_board_id: change.fromBoard.id } }];
    case 'subitem_moved':
      return [{ event: 'move_subitem', data: { ...pulse, previous_parent_id: change.fromParentId } }];
    case 'update_created':
    case 'update_edited':
    case 'update_deleted':
      // monday logs these changes on the update, not on the board.
      return [];
  }
}

function boardEntries(change: Exclude<Change, ItemChange>): Entry[] {
  switch (change.kind) {
    case 'column_created':
    case 'column_changed':
    case 'column_deleted': {
      const { column } = change;
      const event = {
        column_created: 'create_column',
        column_changed: 'update_column_name',
        column_deleted: 'delete_column',
      };
      const data = { column_id: column.id, column_title: column.title, column_type: eventType(column) };
      return [{ event: event[change.kind], columnId: column.id, data }];
    }
    case 'group_created':
    case 'group_archived':
    case 'group_deleted': {
      const { group } = change;
      const event = {
        group_created: 'create_group',
        group_archived: 'archive_group',
        group_deleted: 'delete_group',
      };
      return [{ event: event[change.kind], data: { group_title: group.title, group_color: group.color } }];
    }
    case 'group_changed': {
      const { group, attribute } = change;
      // INFER: only the event of a new title is documented.
      const event = attribute === 'title' ? 'update_group_name' : 'change_group';
      const data = { group_title: group.title, group_color: group.color, attribute };
      return [{ event, data }];
    }
    case 'board_created':
    case 'board_archived':
    case 'board_deleted':
    case 'board_restored':
      return [{ event: change.kind, data: { board_name: change.board.name } }];
    case 'board_changed': {
      const { attribute, before, after } = change;
      return [{ event: `update_board_${attribute}`, data: { value: after, previous_value: before } }];
    }
    case 'people_added':
    case 'people_removed': {
      const event = memberEvent(change.role, change.kind === 'people_added');
      return change.userIds.map((id) => ({ event, data: { subscribed_id: id } }));
    }
    case 'teams_added':
    case 'teams_removed': {
      // INFER: teams are logged like users.
      const event = memberEvent(change.role, change.kind === 'teams_added');
      return change.teamIds.map((id) => ({ event, data: { team_id: id } }));
    }
  }
}

function memberEvent(role: 'owner' | 'subscriber', isAdded: boolean): string {
  if (role === 'owner') return isAdded ? 'add_owner' : 'remove_owner';
  return isAdded ? 'subscribe' : 'unsubscribe';
}
