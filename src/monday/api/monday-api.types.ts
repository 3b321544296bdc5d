import { type MondayColumnValue } from '../columns/index.js';
import { type ItemsFilter } from './items-filter.js';

/** Ids are strings of digits. */
export interface MondayBoard {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly state: string;
}

export interface MondayItem {
  readonly id: string;
  readonly name: string;
  readonly group: { readonly id: string; readonly title: string } | null;
  readonly columnValues: readonly MondayColumnValue[];
}

export interface ItemsPage {
  readonly items: readonly MondayItem[];
  /** Cursor of the next page; absent on the last page. */
  readonly cursor?: string;
}

export interface ItemsOptions {
  /** Returns only items of this group. */
  readonly groupId?: string;
  /** Items per request, 1 to 500; default 100. */
  readonly pageSize?: number;
  readonly filter?: ItemsFilter;
  /** Items in total; default all. */
  readonly limit?: number;
}

/** Items that have one of these values in a column, by their text. */
export interface ColumnValues {
  readonly columnId: string;
  readonly values: readonly string[];
}

export interface BoardsFilter {
  readonly ids?: readonly string[];
  readonly workspaceIds?: readonly string[];
  readonly kind?: 'public' | 'private' | 'share';
  /** Default `active`. */
  readonly state?: 'active' | 'all' | 'archived' | 'deleted';
  readonly orderBy?: 'created_at' | 'used_at';
}
