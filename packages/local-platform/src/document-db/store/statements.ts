import { type SqliteDatabase, type SqliteStatement } from 'monday-persistence/sqlite';

const DOCUMENT = 'id, key, version, body';

/** The statements of documents and entries, prepared once. */
export interface Statements {
  /** collection, key */
  readonly get: SqliteStatement;
  /** id */
  readonly body: SqliteStatement;
  /** collection, key, version, body: answers with the id */
  readonly put: SqliteStatement;
  /** id */
  readonly remove: SqliteStatement;
  /** collection, first key, key behind the last, limit */
  readonly keysForward: SqliteStatement;
  readonly keysBackward: SqliteStatement;
  /** index, first key, key behind the last, limit */
  readonly entriesForward: SqliteStatement;
  readonly entriesBackward: SqliteStatement;
  /** index, key, document */
  readonly addEntry: SqliteStatement;
  /** index, key */
  readonly removeEntry: SqliteStatement;
  /** collection */
  readonly count: SqliteStatement;
  /** name */
  readonly setting: SqliteStatement;
  /** name, value */
  readonly setSetting: SqliteStatement;
}

export function prepareStatements(db: SqliteDatabase): Statements {
  const keys = (order: string): string =>
    `SELECT key, id FROM documents WHERE collection = ? AND key >= ? AND key < ? ORDER BY key ${order} LIMIT ?`;
  const entries = (order: string): string =>
    `SELECT key, document AS id FROM entries WHERE index_id = ? AND key >= ? AND key < ? ORDER BY key ${order} LIMIT ?`;
  return {
    get: db.prepare(`SELECT ${DOCUMENT} FROM documents WHERE collection = ? AND key = ?`),
    body: db.prepare(`SELECT ${DOCUMENT} FROM documents WHERE id = ?`),
    put: db.prepare(
      `INSERT INTO documents (collection, key, version, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (collection, key) DO UPDATE SET version = excluded.version, body = excluded.body RETURNING id`,
    ),
    remove: db.prepare('DELETE FROM documents WHERE id = ?'),
    keysForward: db.prepare(keys('ASC')),
    keysBackward: db.prepare(keys('DESC')),
    entriesForward: db.prepare(entries('ASC')),
    entriesBackward: db.prepare(entries('DESC')),
    addEntry: db.prepare('INSERT INTO entries (index_id, key, document) VALUES (?, ?, ?)'),
    removeEntry: db.prepare('DELETE FROM entries WHERE index_id = ? AND key = ?'),
    count: db.prepare('SELECT count(*) AS count FROM documents WHERE collection = ?'),
    setting: db.prepare('SELECT value FROM settings WHERE name = ?'),
    setSetting: db.prepare('INSERT INTO settings (name, value) VALUES (?, ?)'),
  };
}
