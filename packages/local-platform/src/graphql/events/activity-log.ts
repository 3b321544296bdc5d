import { type PlatformDatabase } from '../../database/index.js';
import { type User } from '../../state/index.js';
import { type BoardRow, type Column } from '../store/index.js';
import { isItemChange, type Change, type ItemChange, type OtherChange, type UpdateDetail } from './change.js';
import { eventType, shownValue } from './shown-value.js';

/** An entry of the activity log. */
interface Entry {
  /** monday's name of the event. */
  readonly event: string;
  readonly columnId?: string;
  /** Default: that of the change. */
  readonly board?: BoardRow;
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
    const group = 'group' in change ? change.group : undefined;
    const entries = isItem ? itemEntries(change) : boardEntries(change);
    for (const { event, columnId, board = change.board, data } of entries) {
      database.insert('activity_log', {
        account_id: board.account_id,
        board_id: board.id,
        group_id: group?.id ?? null,
        item_id: isItem ? change.item.id : null,
        column_id: columnId ?? null,
        user_id: Number(user.id),
        entity: isItem ? 'pulse' : 'board',
        event,
        data: JSON.stringify({ board_id: board.id, ...(group ? { group_id: group.id } : {}), ...data }),
        created_at: at,
      });
    }
  }
}

/**
 * Writes a change without an event of its own to `activity_log`. INFER: monday does not document how such changes are
 * logged; here the event is the mutation, and the entity is the account if the change is on no board.
 */
export function logOther(
  database: PlatformDatabase,
  user: User,
  { mutation, board, ids }: OtherChange,
  at: number,
): void {
  database.insert('activity_log', {
    account_id: Number(user.accountId),
    board_id: board?.id ?? null,
    user_id: Number(user.id),
    entity: board ? 'board' : 'account',
    event: mutation,
    data: JSON.stringify({ ...ids, ...(board ? { board_id: board.id } : {}) }),
    created_at: at,
  });
}

/** INFER: monday's names for changes of updates are not documented, except for those that webhooks have, too. */
const UPDATE_EVENTS: Readonly<
  Record<'update_created' | 'update_edited' | 'update_deleted' | UpdateDetail, string>
> = {
  update_created: 'create_update',
  update_edited: 'edit_update',
  update_deleted: 'delete_update',
  update_liked: 'like_update',
  update_unliked: 'unlike_update',
  update_pinned: 'pin_update',
  update_unpinned: 'unpin_update',
  update_file_added: 'add_file',
};

/** The item of a change, as in all entries; a subitem also names its parent and the board of that. */
function pulseOf({ item, board }: ItemChange): Readonly<Record<string, unknown>> {
  return {
    pulse_id: item.id,
    pulse_name: item.name,
    ...(item.parent_id === null
      ? {}
      : { parent_item_id: item.parent_id, parent_board_id: board.parent_board_id ?? board.id }),
  };
}

function itemEntries(change: ItemChange): Entry[] {
  const { item, group } = change;
  const pulse = pulseOf(change);
  switch (change.kind) {
    case 'item_created':
      return [
        { event: 'create_pulse', data: { ...pulse, group_name: group.title, group_color: group.color } },
      ];
    case 'item_archived':
      return [{ event: change.withGroup ? 'archive_group_pulse' : 'archive_pulse', data: pulse }];
    case 'item_deleted':
      return [{ event: change.withGroup ? 'delete_group_pulse' : 'delete_pulse', data: pulse }];
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
    case 'item_moved_to_board': {
      const { board, fromBoard, from } = change;
      const data = { ...pulse, source_board_id: fromBoard.id, dest_board_id: board.id };
      return [
        { event: 'move_pulse_from_board', board: fromBoard, data: { ...data, group_id: from.id } },
        { event: 'move_pulse_into_board', data },
      ];
    }
    case 'subitem_moved':
      return [{ event: 'move_subitem', data: { ...pulse, previous_parent_id: change.fromParentId } }];
    case 'description_changed':
      // INFER: the name of the event.
      return [{ event: 'update_item_description', data: pulse }];
    case 'update_created':
    case 'update_edited':
    case 'update_deleted':
    case 'update_liked':
    case 'update_unliked':
    case 'update_pinned':
    case 'update_unpinned':
    case 'update_file_added': {
      const { id, parent_id } = change.update;
      // The text stays with the update.
      const data = { ...pulse, update_id: parent_id ?? id, reply_id: parent_id === null ? null : id };
      return [{ event: UPDATE_EVENTS[change.kind], data }];
    }
  }
}

/** Of attributes whose name is not in the event. INFER: the events of the others, except for the name. */
const BOARD_EVENTS: Readonly<Record<string, string>> = {
  item_nickname: 'update_board_nickname',
  workspace_id: 'board_workspace_id_changed',
};

function boardEntries(change: Exclude<Change, ItemChange>): Entry[] {
  switch (change.kind) {
    case 'column_created':
      return [columnEntry('create_column', change.column)];
    case 'column_deleted':
      return [columnEntry('delete_column', change.column)];
    case 'column_changed': {
      const { column, before } = change;
      const isRenamed = column.title !== before.title;
      const isOther = (['settings', 'description', 'width', 'capabilities'] as const).some(
        (name) => JSON.stringify(column[name]) !== JSON.stringify(before[name]),
      );
      return [
        ...(isRenamed ? [columnEntry('update_column_name', column, { previous_value: before.title })] : []),
        // INFER: other properties than the settings are logged in the same way.
        ...(isOther ? [columnEntry('change_column_settings', column)] : []),
      ];
    }
    case 'doc_changed':
      // INFER: the name of the event.
      return [{ event: 'update_doc', data: { doc_id: change.docId } }];
    case 'view_added':
    case 'view_changed':
    case 'view_deleted': {
      const { id, name, type } = change.view;
      return [{ event: `board_${change.kind}`, data: { view_id: id, view_name: name, view_type: type } }];
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
    case 'board_deleted':
      return [{ event: change.kind, data: { board_name: change.board.name } }];
    case 'board_archived':
    case 'board_restored': {
      const { name, state } = change.board;
      return [{ event: 'board_state_changed', data: { board_name: name, value: state } }];
    }
    case 'board_changed': {
      const { attribute, before, after } = change;
      const event = BOARD_EVENTS[attribute] ?? `update_board_${attribute}`;
      return [{ event, data: { value: after, previous_value: before } }];
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

function columnEntry(event: string, column: Column, more: Entry['data'] = {}): Entry {
  const { id, title } = column;
  return {
    event,
    columnId: id,
    data: { column_id: id, column_title: title, column_type: eventType(column), ...more },
  };
}

function memberEvent(role: 'owner' | 'subscriber', isAdded: boolean): string {
  if (role === 'owner') return isAdded ? 'add_owner' : 'remove_owner';
  return isAdded ? 'subscribe' : 'unsubscribe';
}
