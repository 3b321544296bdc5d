import { type User } from '../../state/index.js';
import { type StoredValues } from '../store/index.js';
import { isItemChange, type Change, type ItemChange } from './change.js';
import { eventType, shownValue } from './shown-value.js';

/** The webhook event for a change. */
export interface BoardEvent {
  readonly boardId: number;
  /** The subscription type; the type in the event body has another name (docs/monday-platform.md#board-webhooks). */
  readonly subscriptions: readonly string[];
  /** The values that the config of a subscription can filter by (docs/monday-platform.md#board-webhooks). */
  readonly columnId?: string;
  readonly value?: unknown;
  readonly groupId?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * The event for a change; `undefined` if monday sends none (docs/monday-platform.md#board-webhooks: 21 types of
 * subscription).
 */
export function boardEvent(user: User, change: Change, at: number): BoardEvent | undefined {
  const common = {
    app: 'monday',
    userId: Number(user.id),
    boardId: change.board.id,
    triggerTime: new Date(at).toISOString(),
  };
  if (isItemChange(change)) return itemEvent(change, common, at);
  if (change.kind !== 'column_created') return undefined;
  const { board, column } = change;
  return {
    boardId: board.id,
    subscriptions: ['create_column'],
    body: {
      ...common,
      type: 'create_column',
      columnId: column.id,
      columnTitle: column.title,
      columnType: eventType(column),
    },
  };
}

function itemEvent(change: ItemChange, common: Body, at: number): BoardEvent | undefined {
  const { board, item, group } = change;
  const isSubitem = item.parent_id !== null;
  const place = {
    ...common,
    pulseId: item.id,
    pulseName: item.name,
    groupId: group.id,
    groupName: group.title,
    groupColor: group.color,
    // INFER: the documented fields of subitems; the parent board is that of the parent item.
    ...(isSubitem
      ? { itemId: item.id, parentItemId: item.parent_id, parentItemBoardId: board.parent_board_id }
      : {}),
  };
  const event = (
    subscriptions: readonly string[],
    body: Body,
    narrow: Partial<BoardEvent> = {},
  ): BoardEvent => ({
    boardId: board.parent_board_id ?? board.id,
    subscriptions,
    body: { ...place, ...body },
    ...narrow,
  });
  switch (change.kind) {
    case 'item_created':
      return event([isSubitem ? 'create_subitem' : 'create_item'], {
        type: 'create_pulse',
        columnValues: plain(item.values),
      });
    case 'name_changed':
      return event([isSubitem ? 'change_subitem_name' : 'change_name'], {
        type: 'update_name',
        value: { name: item.name },
        previousValue: { name: change.before },
      });
    case 'value_changed': {
      const { column, before, after } = change;
      return event(
        isSubitem ? ['change_subitem_column_value'] : columnSubscriptions(column.type),
        {
          type: 'update_column_value',
          columnId: column.id,
          columnType: eventType(column),
          columnTitle: column.title,
          value: shownValue(column, after),
          previousValue: shownValue(column, before),
          changedAt: at / 1000,
        },
        { columnId: column.id, value: after },
      );
    }
    case 'item_archived':
      return event([isSubitem ? 'subitem_archived' : 'item_archived'], {
        type: 'archive_pulse',
        ...named(change),
      });
    case 'item_deleted':
      return event([isSubitem ? 'subitem_deleted' : 'item_deleted'], {
        type: 'delete_pulse',
        ...named(change),
      });
    case 'item_restored':
      return isSubitem ? undefined : event(['item_restored'], { type: 'restore_pulse', ...named(change) });
    case 'item_moved':
      return event(
        ['item_moved_to_any_group', 'item_moved_to_specific_group'],
        {
          type: 'move_pulse_into_group',
          sourceGroupId: change.from.id,
          destGroupId: group.id,
          destGroup: { id: group.id, title: group.title, color: group.color },
        },
        { groupId: group.id },
      );
    case 'subitem_moved':
      // INFER: no source shows this body.
      return event(['move_subitem'], { type: 'move_subitem', previousParentItemId: change.fromParentId });
    case 'item_moved_to_board':
      // INFER from apps that receive it: the board that the item comes to, and the fields of a move to a group.
      return event(
        ['item_moved_to_any_group', 'item_moved_to_specific_group'],
        {
          type: 'move_pulse_into_board',
          sourceBoardId: change.fromBoard.id,
          sourceGroupId: change.from.id,
          destBoardId: board.id,
          destGroupId: group.id,
          destGroup: { id: group.id, title: group.title, color: group.color },
        },
        { groupId: group.id },
      );
    case 'update_created':
    case 'update_edited':
    case 'update_deleted':
      return updateEvent(change, isSubitem, event);
    case 'update_liked':
    case 'update_unliked':
    case 'update_pinned':
    case 'update_unpinned':
    case 'update_file_added':
    case 'description_changed':
      return undefined;
  }
}

function updateEvent(
  change: Extract<ItemChange, { kind: 'update_created' | 'update_edited' | 'update_deleted' }>,
  isSubitem: boolean,
  event: (subscriptions: readonly string[], body: Body) => BoardEvent,
): BoardEvent | undefined {
  const { update } = change;
  const body = {
    body: update.body,
    textBody: update.text_body,
    updateId: update.parent_id ?? update.id,
    replyId: update.parent_id === null ? null : update.id,
  };
  switch (change.kind) {
    case 'update_created':
      return event([isSubitem ? 'create_subitem_update' : 'create_update'], {
        type: 'create_update',
        ...body,
      });
    case 'update_edited':
      return isSubitem ? undefined : event(['edit_update'], { type: 'edit_update', ...body });
    case 'update_deleted':
      return isSubitem ? undefined : event(['delete_update'], { type: 'delete_update', ...body });
  }
}

function columnSubscriptions(type: string): string[] {
  const any = ['change_column_value', 'change_specific_column_value'];
  return type === 'status' ? [...any, 'change_status_column_value'] : any;
}

/** INFER: events about removed items repeat the item in these fields. */
function named({ item }: ItemChange): Body {
  return { itemId: item.id, itemName: item.name };
}

function plain(values: StoredValues): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([id, { value }]) => [id, value]));
}
