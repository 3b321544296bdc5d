import { type Fields } from '../input/index.js';

/**
 * What every event of a board carries (docs/monday-platform.md#board-webhooks). Ids are numbers here; one that a double
 * does not hold exactly is text.
 */
export interface BoardEventData extends Fields {
  readonly boardId: number;
  readonly userId?: number;
  /** Time of the event, ISO 8601. */
  readonly triggerTime?: string;
  readonly triggerUuid?: string;
  readonly subscriptionId?: number;
}

/** An event of an item. */
export interface ItemEventData extends BoardEventData {
  readonly pulseId: number;
  readonly pulseName?: string;
  readonly groupId?: string;
}

/** An archived, deleted or restored item; monday may name it by `itemId` alone. */
export interface RemovedItemEventData extends BoardEventData {
  readonly itemId?: number;
  readonly itemName?: string;
  readonly pulseId?: number;
}

/** A changed column. The format of the values depends on the column. */
export interface ColumnChangeEventData extends ItemEventData {
  readonly columnId: string;
  /** monday's older name of the type, such as `color` for `status`. */
  readonly columnType?: string;
  readonly columnTitle?: string;
  readonly value: unknown;
  readonly previousValue?: unknown;
  /** Seconds since the epoch. */
  readonly changedAt?: number;
}

export interface NameChangeEventData extends ItemEventData {
  readonly value: { readonly name: string };
  readonly previousValue?: { readonly name: string } | null;
}

export interface MoveEventData extends ItemEventData {
  readonly sourceGroupId?: string;
  readonly destGroupId: string;
}

export interface NewColumnEventData extends BoardEventData {
  readonly columnId: string;
  readonly columnType?: string;
  readonly columnTitle?: string;
}

export interface UpdateEventData extends ItemEventData {
  readonly updateId: number;
  /** HTML. */
  readonly body?: string;
  readonly textBody?: string;
  /** Set if the update is a reply. */
  readonly replyId?: number | null;
}

/** The fields that events of subitems have in addition. */
export interface OfSubitem {
  readonly parentItemId: number;
  readonly parentItemBoardId?: number;
}

/** The data of each of the 21 events, by the name used to subscribe. */
export interface BoardEvents {
  readonly create_item: ItemEventData;
  readonly change_column_value: ColumnChangeEventData;
  readonly change_status_column_value: ColumnChangeEventData;
  readonly change_specific_column_value: ColumnChangeEventData;
  readonly change_name: NameChangeEventData;
  readonly item_archived: RemovedItemEventData;
  readonly item_deleted: RemovedItemEventData;
  readonly item_restored: RemovedItemEventData;
  readonly item_moved_to_any_group: MoveEventData;
  readonly item_moved_to_specific_group: MoveEventData;
  readonly create_column: NewColumnEventData;
  readonly create_update: UpdateEventData;
  readonly edit_update: UpdateEventData;
  readonly delete_update: UpdateEventData;
  readonly create_subitem: ItemEventData & OfSubitem;
  readonly change_subitem_column_value: ColumnChangeEventData & OfSubitem;
  readonly change_subitem_name: NameChangeEventData & OfSubitem;
  readonly move_subitem: ItemEventData & OfSubitem;
  readonly subitem_archived: RemovedItemEventData & OfSubitem;
  readonly subitem_deleted: RemovedItemEventData & OfSubitem;
  readonly create_subitem_update: UpdateEventData & OfSubitem;
}

/** A name used to subscribe to events of boards. */
export type BoardEventName = keyof BoardEvents;

/** All of them. */
export const BOARD_EVENT_NAMES = Object.keys({
  create_item: true,
  change_column_value: true,
  change_status_column_value: true,
  change_specific_column_value: true,
  change_name: true,
  item_archived: true,
  item_deleted: true,
  item_restored: true,
  item_moved_to_any_group: true,
  item_moved_to_specific_group: true,
  create_column: true,
  create_update: true,
  edit_update: true,
  delete_update: true,
  create_subitem: true,
  change_subitem_column_value: true,
  change_subitem_name: true,
  move_subitem: true,
  subitem_archived: true,
  subitem_deleted: true,
  create_subitem_update: true,
} satisfies Readonly<Record<BoardEventName, true>>) as readonly BoardEventName[];
