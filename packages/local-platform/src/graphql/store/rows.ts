// Database rows, which are also the sources of API nodes: a field with the name of a column returns that column.

export interface AccountRow {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly tier: string;
  readonly country_code: string | null;
  readonly first_day_of_the_week: string;
  readonly show_timeline_weekends: number;
  readonly created_at: number;
}

export interface UserRow {
  readonly id: number;
  readonly account_id: number;
  readonly name: string;
  readonly email: string;
  /** admin, member, guest or view_only */
  readonly kind: string;
  readonly status: 'ACTIVE' | 'INACTIVE' | 'PENDING';
  readonly is_deleted: number;
  readonly title: string;
  readonly phone: string | null;
  readonly mobile_phone: string | null;
  readonly location: string | null;
  readonly birthday: string | null;
  readonly country_code: string | null;
  readonly current_language: string | null;
  readonly time_zone_identifier: string | null;
  readonly photo_url: string | null;
  readonly out_of_office: string | null;
  readonly invitation_method: string;
  readonly department_id: number | null;
  readonly became_active_at: number | null;
  readonly last_activity: number | null;
  readonly created_at: number;
}

export type RowState = 'active' | 'archived' | 'deleted';

export interface BoardRow {
  readonly id: number;
  readonly account_id: number;
  readonly workspace_id: number | null;
  readonly folder_id: number | null;
  /** Only for a board of subitems: the board of their parent items. */
  readonly parent_board_id: number | null;
  readonly name: string;
  readonly description: string | null;
  readonly state: RowState;
  readonly board_kind: 'public' | 'private' | 'share';
  readonly type: string;
  readonly object_type_unique_key: string | null;
  readonly hierarchy_type: string;
  readonly permissions: string;
  readonly item_terminology: string | null;
  readonly communication: string | null;
  readonly creator_id: number;
  readonly created_from_board_id: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface GroupRow {
  readonly key: number;
  readonly board_id: number;
  readonly id: string;
  readonly title: string;
  readonly color: string;
  readonly position: number;
  readonly state: RowState;
}

export interface ColumnRow {
  readonly key: number;
  readonly board_id: number;
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly description: string | null;
  readonly width: number | null;
  /** JSON text in the form of `Column.settings`. */
  readonly settings: string;
  /** JSON text. */
  readonly capabilities: string | null;
  readonly revision: number;
  readonly position: number;
  readonly state: RowState;
}

/** The value of one column of one item, with the user and time of the last change. */
export interface StoredValue {
  /** JSON in the form of the column type. */
  readonly value: unknown;
  readonly at: number;
  readonly by: number;
}

/** Values by column id; a missing column is empty. */
export type StoredValues = Readonly<Record<string, StoredValue>>;

export interface ItemRow {
  readonly id: number;
  readonly account_id: number;
  readonly board_id: number;
  readonly group_key: number;
  /** Only for a subitem: the parent item. */
  readonly parent_id: number | null;
  readonly name: string;
  readonly state: RowState;
  readonly position: number;
  readonly creator_id: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly updater_id: number;
  readonly values: StoredValues;
}

export interface TeamRow {
  readonly id: number;
  readonly account_id: number;
  readonly name: string;
  readonly picture_url: string | null;
  readonly is_guest: number;
  readonly parent_team_id: number | null;
  readonly created_at: number;
}

export interface WorkspaceRow {
  readonly id: number;
  readonly account_id: number;
  readonly name: string;
  readonly kind: 'open' | 'closed' | 'template';
  readonly description: string | null;
  readonly state: RowState;
  /** JSON text in the form of `Workspace.settings`. */
  readonly settings: string | null;
  readonly created_at: number;
}

export interface FolderRow {
  readonly id: number;
  readonly account_id: number;
  readonly workspace_id: number | null;
  readonly parent_id: number | null;
  readonly name: string;
  readonly color: string | null;
  readonly font_weight: string | null;
  readonly custom_icon: string | null;
  readonly owner_id: number;
  readonly position: number;
  readonly created_at: number;
}

/** An update or, with a parent, a reply. */
export interface UpdateRow {
  readonly id: number;
  readonly account_id: number;
  readonly board_id: number | null;
  readonly item_id: number | null;
  readonly parent_id: number | null;
  readonly creator_id: number;
  /** HTML. */
  readonly body: string;
  readonly text_body: string;
  readonly original_creation_date: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly edited_at: number;
}

export interface AssetRow {
  readonly id: number;
  readonly account_id: number;
  readonly board_id: number | null;
  readonly item_id: number | null;
  readonly column_id: string | null;
  readonly update_id: number | null;
  readonly name: string;
  /** File extension including the dot; may be empty. */
  readonly file_extension: string;
  readonly file_size: number;
  readonly content_type: string;
  readonly original_geometry: string | null;
  readonly uploaded_by: number;
  readonly created_at: number;
}
