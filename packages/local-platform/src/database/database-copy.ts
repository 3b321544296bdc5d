import { type PlatformDatabase, type SqlValue } from './platform-database.js';

/** One row, under a key that orders rows and names their table. */
export interface CopiedRow {
  readonly key: string;
  /** The row as JSON text. */
  readonly value: string;
}

/** Of every key; no record of another kind begins with it. */
export const ROW_PREFIX = '~monday/';

/** Of a snapshot, for the records that are not in tables of monday's data. */
export const RECORDS_TABLE = 'snapshot_records';

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

interface ColumnInfo {
  readonly name: string;
  /** The place in the primary key, from 1; 0 for others. */
  readonly pk: number;
}

/** Copies rows of all tables out of the database and into it, in pages. */
export class DatabaseCopy {
  constructor(private readonly database: PlatformDatabase) {}

  /** The next rows; none at the end. @param after key of the last one before */
  page(after: string | undefined, limit: number): CopiedRow[] {
    const tables = this.tables();
    const last = after === undefined ? undefined : readKey(after);
    const start = last === undefined ? 0 : tables.findIndex(({ name }) => name === last.table);
    if (start < 0) return [];
    const rows: CopiedRow[] = [];
    for (const table of tables.slice(start)) {
      const from = table.name === last?.table ? last.key : undefined;
      rows.push(...this.rowsOf(table, from, limit - rows.length));
      if (rows.length >= limit) break;
    }
    return rows;
  }

  /** Adds or replaces rows, all or none. @throws Error if one does not fit its table */
  add(rows: readonly CopiedRow[]): void {
    const tables = new Map(this.tables().map((table) => [table.name, table]));
    this.database.withoutForeignKeys(() => {
      for (const { key, value } of rows) {
        const table = tables.get(readKey(key)?.table ?? '');
        if (!table) throw new Error(`no table of ${key}`);
        const row = JSON.parse(value) as Record<string, SqlValue>;
        const marks = table.columns.map(() => '?').join(', ');
        this.database.run(
          `INSERT OR REPLACE INTO ${table.name} (${table.columns.join(', ')}) VALUES (${marks})`,
          ...table.columns.map((name) => row[name] ?? null),
        );
      }
    });
  }

  /** Removes every row. Resolves to how many there were. */
  clear(): number {
    return this.database.withoutForeignKeys(() =>
      this.tables().reduce((sum, { name }) => sum + this.database.run(`DELETE FROM ${name}`), 0),
    );
  }

  /**
   * Replaces every row with those of an attached database. Its tables may lack columns that came later.
   * @throws Error if it has a table that is not known here, or rows that do not fit
   */
  replaceFrom(name: string): void {
    const tables = this.tables();
    const known = new Set(tables.map((table) => table.name));
    const given = this.tables(name);
    const unknown = given.find((table) => !known.has(table.name));
    if (unknown) throw new Error(`no table ${unknown.name}`);
    this.database.withoutForeignKeys(() => {
      for (const table of tables) {
        this.database.run(`DELETE FROM main.${table.name}`);
        const source = given.find((candidate) => candidate.name === table.name);
        const columns = table.columns.filter((column) => source?.columns.includes(column)).join(', ');
        if (columns === '') continue;
        this.database.run(
          `INSERT INTO main.${table.name} (${columns}) SELECT ${columns} FROM ${name}.${table.name}`,
        );
      }
    });
  }

  private rowsOf(
    { name, columns, key }: Table,
    after: readonly SqlValue[] | undefined,
    limit: number,
  ): CopiedRow[] {
    const names = key.join(', ');
    const behind = after ? `WHERE (${names}) > (${key.map(() => '?').join(', ')})` : '';
    const rows = this.database.all<Record<string, SqlValue>>(
      `SELECT ${columns.join(', ')} FROM ${name} ${behind} ORDER BY ${names} LIMIT ?`,
      ...(after ?? []),
      limit,
    );
    return rows.map((row) => ({
      key: `${ROW_PREFIX}${name}/${JSON.stringify(key.map((part) => row[part]))}`,
      value: JSON.stringify(row),
    }));
  }

  private tables(schema = 'main'): Table[] {
    const names = this.database.all<{ name: string }>(
      `SELECT name FROM ${schema}.sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '${RECORDS_TABLE}' ORDER BY name`,
    );
    return names.map(({ name }) => {
      const columns = this.database.all<ColumnInfo>(
        'SELECT name, pk FROM pragma_table_info(?, ?)',
        name,
        schema,
      );
      const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
      return { name, columns: columns.map((column) => column.name), key: key.map((column) => column.name) };
    });
  }
}

function readKey(text: string): { table: string; key: SqlValue[] } | undefined {
  const [table, ...key] = text.slice(ROW_PREFIX.length).split('/');
  try {
    return { table: table ?? '', key: JSON.parse(key.join('/')) as SqlValue[] };
  } catch {
    return undefined;
  }
}
