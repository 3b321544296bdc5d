/** Workdocs and their blocks. */
export const DOC_TABLES = `
  CREATE TABLE IF NOT EXISTS docs (
    id INTEGER PRIMARY KEY,
    object_id INTEGER NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    workspace_id INTEGER,
    folder_id INTEGER,
    item_id INTEGER,
    column_id TEXT,
    name TEXT NOT NULL,
    doc_kind TEXT NOT NULL,
    settings TEXT,
    state TEXT NOT NULL DEFAULT 'active',
    creator_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS docs_of_account ON docs (account_id, state);
  CREATE TABLE IF NOT EXISTS doc_blocks (
    id TEXT PRIMARY KEY,
    doc_id INTEGER NOT NULL REFERENCES docs (id) ON DELETE CASCADE,
    parent_block_id TEXT,
    type TEXT NOT NULL,
    content TEXT NOT NULL,
    position REAL NOT NULL,
    creator_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  -- The content after each change; blocks: rows of doc_blocks as JSON.
  CREATE TABLE IF NOT EXISTS doc_versions (
    doc_id INTEGER NOT NULL REFERENCES docs (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    blocks TEXT NOT NULL,
    PRIMARY KEY (doc_id, created_at)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS blocks_of_doc ON doc_blocks (doc_id, position);
`;
