/** Ids are strings of digits. */
export interface MondayBoard {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly state: string;
}

export interface MondayColumnValue {
  readonly id: string;
  readonly type: string;
  /** As a person sees it; `null` if there is nothing. */
  readonly text: string | null;
  /** Parsed; its form depends on the type. `null` if the column is empty. */
  readonly value: unknown;
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
  /** Only those of this group. */
  readonly groupId?: string;
  /** Items a request, 1 to 500; default 100. */
  readonly pageSize?: number;
}
