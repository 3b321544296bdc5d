import { type BoardRow, type Column, type GroupRow, type ItemRow } from '../store/index.js';

export interface OnBoard {
  /** State after the change, as for all rows in this file. */
  readonly board: BoardRow;
}

export interface OnItem extends OnBoard {
  readonly item: ItemRow;
  /** The group that the item is in. */
  readonly group: GroupRow;
}

/** The properties of an update in a change. */
export interface ChangedUpdate {
  readonly id: number;
  /** Only for a reply: the parent update. */
  readonly parent_id: number | null;
  readonly body: string;
  readonly text_body: string;
}

/**
 * A change of the database. Mutations report it with `context.changed`; the activity log and
 * the events for the app are derived from it (`activity-log.ts`, `board-events.ts`).
 */
export type Change =
  | (OnItem & { readonly kind: 'item_created' | 'item_archived' | 'item_deleted' | 'item_restored' })
  | (OnItem & { readonly kind: 'name_changed'; readonly before: string })
  | (OnItem & {
      readonly kind: 'value_changed';
      readonly column: Column;
      /** The stored values; null if empty. */
      readonly before: unknown;
      readonly after: unknown;
    })
  /** An item was moved to another group of the board. */
  | (OnItem & { readonly kind: 'item_moved'; readonly from: GroupRow })
  | (OnItem & {
      readonly kind: 'item_moved_to_board';
      readonly fromBoard: BoardRow;
      readonly from: GroupRow;
    })
  /** A subitem was moved to another parent. */
  | (OnItem & { readonly kind: 'subitem_moved'; readonly fromParentId: number })
  | (OnItem & {
      readonly kind: 'update_created' | 'update_edited' | 'update_deleted';
      readonly update: ChangedUpdate;
    })
  | (OnBoard & {
      readonly kind: 'column_created' | 'column_changed' | 'column_deleted';
      readonly column: Column;
    })
  | (OnBoard & {
      readonly kind: 'group_created' | 'group_archived' | 'group_deleted';
      readonly group: GroupRow;
    })
  | (OnBoard & {
      readonly kind: 'group_changed';
      readonly group: GroupRow;
      /** A value of the enum `GroupAttributes`. */
      readonly attribute: string;
    })
  | (OnBoard & {
      readonly kind: 'board_created' | 'board_archived' | 'board_deleted' | 'board_restored';
    })
  | (OnBoard & {
      readonly kind: 'board_changed';
      readonly attribute: string;
      readonly before: string | null;
      readonly after: string | null;
    })
  | (OnBoard & {
      readonly kind: 'people_added' | 'people_removed';
      readonly role: 'owner' | 'subscriber';
      readonly userIds: readonly number[];
    })
  | (OnBoard & {
      readonly kind: 'teams_added' | 'teams_removed';
      readonly role: 'owner' | 'subscriber';
      readonly teamIds: readonly number[];
    });

export type ItemChange = Extract<Change, OnItem>;

export function isItemChange(change: Change): change is ItemChange {
  return 'item' in change;
}
