/** Uploaded files. Their bytes are files of their own in the platform's folder, named by the asset's id. */
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
  CREATE INDEX IF NOT EXISTS assets_of_item ON assets (item_id) WHERE item_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS assets_of_update ON assets (update_id) WHERE update_id IS NOT NULL;
`;
