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
  | (OnItem & { readonly kind: 'item_created' | 'item_restored' })
  | (OnItem & {
      readonly kind: 'item_archived' | 'item_deleted';
      /** Whether it was removed because its group was. */
      readonly withGroup: boolean;
    })
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
  | (OnItem & { readonly kind: UpdateDetail; readonly update: ChangedUpdate })
  | (OnBoard & { readonly kind: 'column_created' | 'column_deleted'; readonly column: Column })
  | (OnBoard & { readonly kind: 'column_changed'; readonly column: Column; readonly before: Column })
  | (OnBoard & {
      readonly kind: 'view_added' | 'view_changed' | 'view_deleted';
      readonly view: { readonly id: number; readonly name: string; readonly type: string };
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
    })
  /** The content of a doc. */
  | (OnBoard & { readonly kind: 'doc_changed'; readonly docId: number })
  | (OnItem & { readonly kind: 'description_changed' });

/** A change by a mutation that reported none, which has no event of its own at monday as far as is known. */
export interface OtherChange {
  /** The name of the mutation. */
  readonly mutation: string;
  /** The board that it is about, if it is about one. */
  readonly board: BoardRow | undefined;
  /** The ids among its arguments. */
  readonly ids: Readonly<Record<string, unknown>>;
}

/** Changes of an update that are only logged. */
export type UpdateDetail =
  'update_liked' | 'update_unliked' | 'update_pinned' | 'update_unpinned' | 'update_file_added';

export type ItemChange = Extract<Change, OnItem>;

export function isItemChange(change: Change): change is ItemChange {
  return 'item' in change;
}
