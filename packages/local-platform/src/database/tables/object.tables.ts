/** Object storage. The bytes are rows too, as in the tables of files. `generation` is a number that never repeats. */
export const OBJECT_TABLES = `
  CREATE TABLE IF NOT EXISTS objects (
    name TEXT PRIMARY KEY,
    content_id TEXT NOT NULL UNIQUE,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    crc32c TEXT NOT NULL,
    metadata TEXT NOT NULL,
    generation INTEGER NOT NULL,
    metageneration INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  -- Objects that are not complete yet. size: of the bytes that arrived; generation_match: a precondition.
  CREATE TABLE IF NOT EXISTS object_uploads (
    content_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    metadata TEXT NOT NULL,
    generation_match INTEGER,
    size INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS object_chunks (
    content_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    size INTEGER NOT NULL,
    base64 TEXT NOT NULL,
    PRIMARY KEY (content_id, start)
  ) STRICT;
`;
