/** A person or a team in a people column. */
export interface ColumnPerson {
  readonly id: string;
  readonly kind: 'person' | 'team';
}

/** A file in a file column: an uploaded asset, a link or a document of monday. */
export interface ColumnFile {
  readonly name: string;
  /** Of an uploaded file. */
  readonly assetId: string | null;
  /** Of a link. */
  readonly url: string | null;
}

/**
 * The content of a column, by its type. Dates are `YYYY-MM-DD`, times `hh:mm:ss`, both in UTC. Ids of items, users and
 * groups are texts. `display` is the text that monday shows.
 */
export type ColumnContent =
  | { readonly type: 'text' | 'long_text' | 'name'; readonly text: string }
  /** `digits` is the number as monday sent it; `number` loses digits beyond 2^53. */
  | { readonly type: 'numbers'; readonly number: number; readonly digits: string }
  | { readonly type: 'status'; readonly index: number; readonly label: string | null }
  | { readonly type: 'dropdown'; readonly ids: readonly number[]; readonly labels: readonly string[] }
  | { readonly type: 'tags'; readonly ids: readonly number[] }
  | { readonly type: 'checkbox'; readonly isChecked: boolean }
  | { readonly type: 'rating'; readonly rating: number }
  | { readonly type: 'color_picker'; readonly color: string }
  | { readonly type: 'date'; readonly date: string; readonly time: string | null }
  | { readonly type: 'timeline' | 'week'; readonly from: string; readonly to: string }
  | { readonly type: 'hour'; readonly hour: number; readonly minute: number }
  | { readonly type: 'world_clock'; readonly timezone: string }
  | { readonly type: 'people'; readonly people: readonly ColumnPerson[] }
  | { readonly type: 'person' | 'team'; readonly id: string }
  | { readonly type: 'link'; readonly url: string; readonly text: string | null }
  | { readonly type: 'email'; readonly email: string; readonly text: string | null }
  | { readonly type: 'phone'; readonly phone: string; readonly country: string | null }
  | { readonly type: 'country'; readonly code: string; readonly name: string | null }
  | { readonly type: 'location'; readonly lat: number; readonly lng: number; readonly address: string | null }
  | {
      readonly type: 'board_relation' | 'dependency' | 'subtasks';
      readonly itemIds: readonly string[];
      readonly display: string;
    }
  | { readonly type: 'mirror' | 'formula'; readonly display: string }
  | { readonly type: 'auto_number' | 'progress' | 'button'; readonly text: string }
  | { readonly type: 'creation_log' | 'last_updated'; readonly at: string; readonly userId: string | null }
  | { readonly type: 'item_id'; readonly itemId: string }
  | { readonly type: 'group'; readonly groupId: string }
  | { readonly type: 'vote'; readonly count: number; readonly userIds: readonly string[] }
  | {
      readonly type: 'time_tracking';
      readonly seconds: number;
      readonly isRunning: boolean;
      readonly startedAt: string | null;
    }
  | { readonly type: 'file' | 'doc'; readonly files: readonly ColumnFile[] }
  | { readonly type: 'integration'; readonly issueId: string; readonly entityId: string | null }
  /** A type that is not known here: monday's raw value, or its text if it has no value. */
  | { readonly type: 'other'; readonly columnType: string; readonly value: unknown };
