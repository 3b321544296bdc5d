import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BoundedMap } from 'monday-persistence/bounded';
import {
  closeSqliteDatabase,
  openSqliteDatabase,
  type SqliteDatabase,
  type SqliteStatement,
} from 'monday-persistence/sqlite';
import { TABLES } from './tables/index.js';

export type SqlValue = string | number | null;

/** Statements that are kept ready. Filters make statements of many forms, so there is an end. */
const MAX_STATEMENTS = 500;
const CACHE_KIB = 16 * 1024;
/** For another process with the same file, such as a second platform that is refused right after. */
const BUSY_TIMEOUT_MS = 2_000;

/** Where ids of a kind begin; far above those of the seed. */
const FIRST_IDS: Readonly<Record<string, number>> = {
  webhooks: 40_000_001,
  // The schema has these in fields of the type Int, which ends at 2^31.
  users: 70_000_001,
  tags: 20_000_001,
  teams: 1_200_001,
  connections: 1_000_001,
  // An app that sends the id of one kind where another belongs must fail here as it does at monday.
  items: 9_300_000_001,
  updates: 4_700_000_001,
  docs: 36_000_001,
  assets: 2_300_000_001,
  workspaces: 12_000_001,
  folders: 17_000_001,
  board_views: 230_000_001,
};
const FIRST_ID = 9_100_000_001;

/**
 * The platform's data in one SQLite file: everything of monday that has rows, for all accounts. Calls are synchronous, so
 * that nothing comes between the statements of a transaction.
 */
export class PlatformDatabase {
  private readonly statements = new BoundedMap<string, SqliteStatement>({ capacity: MAX_STATEMENTS });
  private depth = 0;

  private constructor(private readonly db: SqliteDatabase) {}

  /** Opens the file, and creates it and its tables if they do not exist, readable only for this user. */
  static async open(path: string): Promise<PlatformDatabase> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await (await open(path, 'a', 0o600)).close();
    const db = await openSqliteDatabase(path);
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    db.exec('PRAGMA journal_mode = WAL');
    // An acknowledged commit survives a crash of the process; only a power failure may lose the last one.
    db.exec('PRAGMA synchronous = NORMAL');
    db.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    db.exec('PRAGMA foreign_keys = ON');
    // In one transaction: each has its cost.
    db.exec(['BEGIN IMMEDIATE', ...TABLES, 'COMMIT'].join(';'));
    return new PlatformDatabase(db);
  }

  /** The first row. The caller knows its form, as with {@link all}. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.statement(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.statement(sql).all(...values) as Row[];
  }

  /** Resolves to how many rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return Number(this.statement(sql).run(...values).changes);
  }

  /** How many rows were written since the file was opened: two equal counts mean that nothing changed between them. */
  changeCount(): number {
    return this.get<{ count: number }>('SELECT total_changes() AS count')?.count ?? 0;
  }

  /** Adds one row. Table and column names are the program's, never a client's. */
  insert(table: string, row: Readonly<Record<string, SqlValue>>): void {
    const names = Object.keys(row);
    const marks = names.map(() => '?').join(', ');
    this.run(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`, ...Object.values(row));
  }

  /** Changes columns of the row with this value in its key column. */
  update(
    table: string,
    [key, id]: readonly [string, SqlValue],
    changes: Readonly<Record<string, SqlValue>>,
  ): void {
    const names = Object.keys(changes);
    if (names.length === 0) return;
    const assignments = names.map((name) => `${name} = ?`).join(', ');
    this.run(`UPDATE ${table} SET ${assignments} WHERE ${key} = ?`, ...Object.values(changes), id);
  }

  /** Runs the work in a transaction: all its changes or, if it throws, none. Inside of another it is a part of that. */
  transaction<T>(work: () => T): T {
    const name = `level_${this.depth}`;
    this.run(this.depth === 0 ? 'BEGIN IMMEDIATE' : `SAVEPOINT ${name}`);
    this.depth += 1;
    try {
      const result = work();
      this.run(this.depth === 1 ? 'COMMIT' : `RELEASE ${name}`);
      return result;
    } catch (error) {
      if (this.depth === 1) this.run('ROLLBACK');
      else {
        this.run(`ROLLBACK TO ${name}`);
        this.run(`RELEASE ${name}`);
      }
      throw error;
    } finally {
      this.depth -= 1;
    }
  }

  /**
   * A transaction that may write children before their parents, and replace parents without losing children. Not inside
   * of another.
   */
  withoutForeignKeys<T>(work: () => T): T {
    this.db.exec('PRAGMA foreign_keys = OFF');
    try {
      return this.transaction(work);
    } finally {
      this.db.exec('PRAGMA foreign_keys = ON');
    }
  }

  /** A number that no row of this kind has had. @param kind mostly the name of the table */
  nextId(kind: string): number {
    const first = FIRST_IDS[kind] ?? FIRST_ID;
    const row = this.get<{ next: number }>(
      `INSERT INTO sequences (name, next) VALUES (?1, ?2 + 1)
       ON CONFLICT (name) DO UPDATE SET next = next + 1 RETURNING next`,
      kind,
      first,
    );
    if (row === undefined) throw new Error(`no next id of ${kind}`);
    return row.next - 1;
  }

  /**
   * Copies everything, and another SQLite file that is in use, to two files that are missing or empty. Nothing happens
   * between the two copies in this process.
   */
  copyTo(path: string, other: { readonly source: string; readonly path: string }): void {
    this.attached(other.source, 'other', () => {
      this.db.prepare('VACUUM main INTO ?').run(path);
      this.db.prepare('VACUUM other INTO ?').run(other.path);
    });
  }

  /** Runs the work while the tables of another SQLite file are there under a name. Not inside of a transaction. */
  attached<T>(path: string, name: string, work: () => T): T {
    this.db.prepare(`ATTACH DATABASE ? AS ${name}`).run(path);
    try {
      return work();
    } finally {
      this.db.exec(`DETACH DATABASE ${name}`);
    }
  }

  close(): void {
    this.statements.clear();
    closeSqliteDatabase(this.db);
  }

  private statement(sql: string): SqliteStatement {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.db.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}
