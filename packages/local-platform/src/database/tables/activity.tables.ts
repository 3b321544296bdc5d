/** What happened, as 'activity_logs' lists it. */
export const ACTIVITY_TABLES = `
  CREATE TABLE IF NOT EXISTS activity_log (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    board_id INTEGER,
    group_id TEXT,
    item_id INTEGER,
    column_id TEXT,
    user_id INTEGER NOT NULL,
    entity TEXT NOT NULL,
    event TEXT NOT NULL,
    data TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS log_of_board ON activity_log (board_id, id);
`;
