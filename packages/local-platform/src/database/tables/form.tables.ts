/** Forms of boards, with their questions. */
export const FORM_TABLES = `
  CREATE TABLE IF NOT EXISTS forms (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    token TEXT NOT NULL UNIQUE,
    owner_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    is_active INTEGER NOT NULL DEFAULT 1,
    is_anonymous INTEGER NOT NULL DEFAULT 0,
    password TEXT,
    is_shortened INTEGER NOT NULL DEFAULT 0,
    -- features, appearance and accessibility as far as they were set.
    settings TEXT NOT NULL DEFAULT '{}',
    submissions INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS form_questions (
    form_id INTEGER NOT NULL REFERENCES forms (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    -- of the board; null for questions that no column stores.
    column_id TEXT,
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    is_visible INTEGER NOT NULL,
    is_required INTEGER NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}',
    show_if_rules TEXT,
    page_block_id TEXT,
    position REAL NOT NULL,
    PRIMARY KEY (form_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS form_tags (
    id TEXT PRIMARY KEY,
    form_id INTEGER NOT NULL REFERENCES forms (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT,
    column_id TEXT NOT NULL
  ) STRICT;
`;
