/** The tables of a database. The key of an entry ends with the key of its document, so that it is unique. */
export const TABLES = `
CREATE TABLE IF NOT EXISTS settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS collections (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS documents (
  id INTEGER PRIMARY KEY,
  collection INTEGER NOT NULL,
  key BLOB NOT NULL,
  version INTEGER NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (collection, key)
) STRICT;
CREATE TABLE IF NOT EXISTS indexes (
  id INTEGER PRIMARY KEY,
  collection INTEGER NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  meets_arrays INTEGER NOT NULL DEFAULT 0,
  UNIQUE (collection, name)
) STRICT;
CREATE TABLE IF NOT EXISTS entries (
  index_id INTEGER NOT NULL,
  key BLOB NOT NULL,
  document INTEGER NOT NULL,
  PRIMARY KEY (index_id, key)
) STRICT, WITHOUT ROWID;
`;
