/** Uploaded files. Their bytes are rows too, so that transactions, resets and copies take them along. */
export const FILE_TABLES = `
  CREATE TABLE IF NOT EXISTS assets (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    board_id INTEGER,
    item_id INTEGER,
    column_id TEXT,
    update_id INTEGER,
    name TEXT NOT NULL,
    file_extension TEXT NOT NULL,
    file_size INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    original_geometry TEXT,
    uploaded_by INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS asset_chunks (
    asset_id INTEGER NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    base64 TEXT NOT NULL,
    PRIMARY KEY (asset_id, number)
  ) STRICT;
  -- Files that are not complete yet.
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    file_name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    file_size INTEGER NOT NULL,
    secret TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS upload_parts (
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    part_number INTEGER NOT NULL,
    etag TEXT NOT NULL,
    base64 TEXT NOT NULL,
    PRIMARY KEY (upload_id, part_number)
  ) STRICT;
  -- Imports of items from an upload of the same id. on_match, counts: JSON.
  CREATE TABLE IF NOT EXISTS item_imports (
    id TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    user_id INTEGER NOT NULL,
    board_id INTEGER NOT NULL,
    group_id TEXT NOT NULL,
    is_silent INTEGER NOT NULL,
    on_match TEXT,
    status TEXT NOT NULL DEFAULT 'UPLOAD_PENDING',
    counts TEXT,
    failure_reason TEXT,
    failure_message TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS assets_of_item ON assets (item_id) WHERE item_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS assets_of_update ON assets (update_id) WHERE update_id IS NOT NULL;
`;
