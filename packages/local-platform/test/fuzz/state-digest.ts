import { createHash } from 'node:crypto';
import { type PlatformDatabase } from '../../src/database/index.js';

/**
 * Hashes all rows of all tables: two hashes are equal only if nothing was changed between them. Nothing is read again
 * while no row was written.
 */
export class StateDigest {
  private readonly tables: readonly string[];
  private last: { readonly changes: number; readonly digest: string } | undefined;

  constructor(private readonly database: PlatformDatabase) {
    this.tables = database
      .all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
      .map(({ name }) => name);
  }

  now(): string {
    const changes = this.database.changeCount();
    if (this.last?.changes !== changes) this.last = { changes, digest: this.read() };
    return this.last.digest;
  }

  private read(): string {
    const hash = createHash('sha256');
    for (const table of this.tables) {
      hash.update(table);
      for (const row of this.database.all(`SELECT * FROM ${table}`)) hash.update(JSON.stringify(row));
    }
    return hash.digest('hex');
  }
}
