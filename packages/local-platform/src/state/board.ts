/** The column types of the seed; the names are monday's. */
export type SeedColumnType = 'status' | 'date' | 'people' | 'text' | 'numbers';

export interface SeedColumn {
  readonly id: string;
  readonly title: string;
  readonly type: SeedColumnType;
  /** For `status`: the label of each index. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Group {
  readonly id: string;
  readonly title: string;
  /** `#rrggbb` */
  readonly color: string;
}

/**
 * A column value in the format of monday's JSON `value`: `{index}`, `{date}`, `{personsAndTeams}`, or a plain string.
 */
export type ColumnValue =
  | string
  | { readonly index: number }
  | { readonly date: string }
  | {
      readonly personsAndTeams: readonly { readonly id: number; readonly kind: 'person' }[];
    };

export interface SeedItem {
  readonly id: string;
  readonly name: string;
  readonly groupId: string;
  readonly creatorId: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** By column id; a column that is missing is empty. */
  readonly values: Readonly<Record<string, ColumnValue>>;
}

export interface Board {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly groups: readonly Group[];
  readonly columns: readonly SeedColumn[];
  /** In the order in which the board shows them. */
  readonly items: readonly SeedItem[];
}
