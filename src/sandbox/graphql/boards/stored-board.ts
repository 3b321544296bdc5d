import type { Board, Column, Item } from '../../state/index.js';

/** An item as it is now. */
export interface StoredItem extends Item {
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
}

/** A board as it is now; changed only by {@link BoardStore}. */
export interface StoredBoard {
  readonly board: Omit<Board, 'items' | 'columns'>;
  readonly columns: readonly Column[];
  /** By id, in the order of the board. */
  readonly items: ReadonlyMap<string, StoredItem>;
}
