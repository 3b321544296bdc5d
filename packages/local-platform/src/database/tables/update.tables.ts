/** Updates, and replies, which are updates with a parent; and timelines. */
export const UPDATE_TABLES = `
  CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    board_id INTEGER,
    item_id INTEGER,
    parent_id INTEGER,
    creator_id INTEGER NOT NULL,
    body TEXT NOT NULL,
    text_body TEXT NOT NULL,
    original_creation_date TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    edited_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS updates_of_item ON updates (item_id, id);
  CREATE INDEX IF NOT EXISTS updates_of_board ON updates (board_id, id);
  CREATE INDEX IF NOT EXISTS updates_of_account ON updates (account_id, id);
  CREATE INDEX IF NOT EXISTS replies ON updates (parent_id) WHERE parent_id IS NOT NULL;

  CREATE TABLE IF NOT EXISTS update_likes (
    id INTEGER PRIMARY KEY,
    update_id INTEGER NOT NULL REFERENCES updates (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    reaction_type TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (update_id, user_id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS update_pins (
    update_id INTEGER NOT NULL REFERENCES updates (id) ON DELETE CASCADE,
    item_id INTEGER NOT NULL,
    PRIMARY KEY (update_id, item_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS update_mentions (
    update_id INTEGER NOT NULL REFERENCES updates (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    mentioned_id INTEGER NOT NULL,
    PRIMARY KEY (update_id, type, mentioned_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS custom_activities (
    id TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    icon_id TEXT NOT NULL,
    color TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS timeline_items (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    board_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    custom_activity_id TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT,
    content TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS timeline_of_item ON timeline_items (item_id, created_at);
  CREATE TABLE IF NOT EXISTS update_viewers (
    update_id INTEGER NOT NULL REFERENCES updates (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    medium TEXT NOT NULL,
    viewed_at INTEGER NOT NULL,
    PRIMARY KEY (update_id, user_id)
  ) STRICT, WITHOUT ROWID;
`;
