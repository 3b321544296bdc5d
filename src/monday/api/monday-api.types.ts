import { type MondayColumnValue } from '../columns/index.js';

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
}
