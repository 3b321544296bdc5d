/** Workspaces and folders, with who belongs to them; and dashboards. */
export const WORKSPACE_TABLES = `
  CREATE TABLE IF NOT EXISTS workspaces (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    description TEXT,
    state TEXT NOT NULL DEFAULT 'active',
    settings TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS workspaces_of_account ON workspaces (account_id);
  -- kind: owner, subscriber.
  CREATE TABLE IF NOT EXISTS workspace_users (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS workspace_teams (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    team_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (workspace_id, team_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS folders (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    workspace_id INTEGER,
    parent_id INTEGER,
    name TEXT NOT NULL,
    color TEXT,
    font_weight TEXT,
    custom_icon TEXT,
    owner_id INTEGER NOT NULL,
    position REAL NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS dashboards (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    workspace_id INTEGER NOT NULL,
    board_folder_id INTEGER,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    board_ids TEXT NOT NULL,
    creator_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS widgets (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    parent_kind TEXT NOT NULL,
    parent_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    filter TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS folders_of_account ON folders (account_id, workspace_id);
`;
