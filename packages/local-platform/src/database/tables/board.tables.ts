/** Boards with what they are made of, except for items. */
export const BOARD_TABLES = `
  -- A board without a workspace is in the main one. A board of subitems has the board of their parents.
  CREATE TABLE IF NOT EXISTS boards (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    workspace_id INTEGER,
    folder_id INTEGER,
    parent_board_id INTEGER,
    name TEXT NOT NULL,
    description TEXT,
    state TEXT NOT NULL DEFAULT 'active',
    board_kind TEXT NOT NULL DEFAULT 'public',
    type TEXT NOT NULL DEFAULT 'board',
    object_type_unique_key TEXT,
    hierarchy_type TEXT NOT NULL DEFAULT 'classic',
    permissions TEXT NOT NULL DEFAULT 'everyone',
    item_terminology TEXT,
    communication TEXT,
    creator_id INTEGER NOT NULL,
    created_from_board_id INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS boards_of_account ON boards (account_id, state);
  CREATE INDEX IF NOT EXISTS boards_of_subitems ON boards (parent_board_id) WHERE parent_board_id IS NOT NULL;

  -- kind: owner, subscriber.
  CREATE TABLE IF NOT EXISTS board_users (
    board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (board_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS boards_of_user ON board_users (user_id);
  CREATE TABLE IF NOT EXISTS board_teams (
    board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    team_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (board_id, team_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS board_mutes (
    board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    mute_state TEXT NOT NULL,
    enabled TEXT NOT NULL,
    PRIMARY KEY (board_id, user_id)
  ) STRICT, WITHOUT ROWID;

  -- 'key' is ours, 'id' is monday's and unique within the board.
  CREATE TABLE IF NOT EXISTS groups (
    key INTEGER PRIMARY KEY,
    board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    color TEXT NOT NULL,
    position REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'active',
    UNIQUE (board_id, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS groups_in_order ON groups (board_id, position);

  CREATE TABLE IF NOT EXISTS columns (
    key INTEGER PRIMARY KEY,
    board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    width INTEGER,
    settings TEXT NOT NULL DEFAULT '{}',
    capabilities TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    position REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'active',
    UNIQUE (board_id, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS columns_in_order ON columns (board_id, position);

  -- type: status, dropdown. state: active, inactive, deleted.
  CREATE TABLE IF NOT EXISTS managed_columns (
    id TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    settings TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    state TEXT NOT NULL DEFAULT 'active',
    created_by INTEGER NOT NULL,
    updated_by INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  -- Columns of boards that show a managed column.
  CREATE TABLE IF NOT EXISTS managed_column_uses (
    column_key INTEGER PRIMARY KEY REFERENCES columns (key) ON DELETE CASCADE,
    managed_id TEXT NOT NULL REFERENCES managed_columns (id)
  ) STRICT;

  -- Structures that boards of the account share.
  CREATE TABLE IF NOT EXISTS object_schemas (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    created_by INTEGER NOT NULL,
    parent_id INTEGER REFERENCES object_schemas (id),
    name TEXT NOT NULL,
    description TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (account_id, name)
  ) STRICT;
  -- The columns of boards have the same ids. settings, policy: JSON.
  CREATE TABLE IF NOT EXISTS object_schema_columns (
    id TEXT PRIMARY KEY,
    schema_id INTEGER NOT NULL REFERENCES object_schemas (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    settings TEXT NOT NULL,
    policy TEXT NOT NULL,
    opt_out_by_default INTEGER NOT NULL DEFAULT 0,
    is_active INTEGER NOT NULL DEFAULT 1
  ) STRICT;
  CREATE INDEX IF NOT EXISTS columns_of_schema ON object_schema_columns (schema_id);
  CREATE TABLE IF NOT EXISTS object_schema_boards (
    board_id INTEGER PRIMARY KEY REFERENCES boards (id) ON DELETE CASCADE,
    schema_id INTEGER NOT NULL REFERENCES object_schemas (id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS boards_of_schema ON object_schema_boards (schema_id);

  CREATE TABLE IF NOT EXISTS required_columns (
    column_key INTEGER PRIMARY KEY REFERENCES columns (key) ON DELETE CASCADE
  ) STRICT;
  -- definition: {if, then} as they were sent.
  CREATE TABLE IF NOT EXISTS validation_rules (
    id TEXT PRIMARY KEY,
    board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    definition TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS rules_of_board ON validation_rules (board_id, position);

  CREATE TABLE IF NOT EXISTS board_views (
    id INTEGER PRIMARY KEY,
    board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}',
    sort TEXT,
    filter TEXT,
    filter_user_id INTEGER,
    filter_team_id INTEGER,
    tags TEXT,
    source_view_id INTEGER,
    access_level TEXT NOT NULL DEFAULT 'edit'
  ) STRICT;
  CREATE INDEX IF NOT EXISTS views_of_board ON board_views (board_id);

  CREATE TABLE IF NOT EXISTS webhooks (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    board_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    event TEXT NOT NULL,
    config TEXT,
    user_id INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS webhooks_of_board ON webhooks (board_id);
`;
