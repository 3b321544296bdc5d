/** Items with their values, and the index that filters, sorting and aggregation read. */
export const ITEM_TABLES = `
  -- column_values: {"<column id>": {"value", "at", "by"}}; a column that is missing is empty.
  CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    board_id INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    group_key INTEGER NOT NULL REFERENCES groups (key),
    parent_id INTEGER,
    name TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'active',
    position REAL NOT NULL,
    creator_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updater_id INTEGER NOT NULL,
    column_values TEXT NOT NULL DEFAULT '{}'
  ) STRICT;
  -- Enough to list, count, page through and filter items by name without reading their values.
  CREATE INDEX IF NOT EXISTS items_of_board ON items (board_id, state, id);
  -- An earlier index, without the name.
  DROP INDEX IF EXISTS items_in_order;
  CREATE INDEX IF NOT EXISTS items_of_group ON items (group_key, state, position, id, parent_id, name);
  CREATE INDEX IF NOT EXISTS items_of_account ON items (account_id, updated_at);
  CREATE INDEX IF NOT EXISTS items_by_name ON items (account_id, state, name);
  CREATE INDEX IF NOT EXISTS subitems ON items (parent_id, state, position) WHERE parent_id IS NOT NULL;

  -- Derived from column_values, by the column's type: what to search, to compare, and '|'-framed keys such as '|1|7|'.
  CREATE TABLE IF NOT EXISTS item_index (
    column_key INTEGER NOT NULL REFERENCES columns (key) ON DELETE CASCADE,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    text TEXT,
    number REAL,
    number_to REAL,
    keys TEXT,
    PRIMARY KEY (column_key, item_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS index_of_item ON item_index (item_id);
  CREATE INDEX IF NOT EXISTS index_texts ON item_index (item_id, text) WHERE text IS NOT NULL;

  CREATE TABLE IF NOT EXISTS item_subscribers (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (item_id, user_id)
  ) STRICT, WITHOUT ROWID;
`;
