import type { BoardRow, Column, GroupRow, ItemRow } from '../store/index.js';

interface OnItem {
  readonly board: BoardRow;
  /** As it is after the change. */
  readonly item: ItemRow;
  readonly group: GroupRow;
}

/**
 * Something that happened, in the terms of the database. Mutations report it with `context.changed`; the activity log and
 * the events for the app are made from it.
 */
export type Change =
  | (OnItem & { readonly kind: 'item_created'; readonly columns: readonly Column[] })
  | (OnItem & {
      readonly kind: 'value_changed';
      readonly column: Column;
      /** The stored values; null is empty. */
      readonly before: unknown;
      readonly after: unknown;
    })
  | (OnItem & { readonly kind: 'name_changed'; readonly before: string });
