import { type SqliteDatabase } from 'monday-persistence/sqlite';
import { type Collection } from './collection.js';
import { type Index, type IndexDefinition } from './index-definition.js';

interface IndexRow {
  readonly id: number;
  readonly collection: number;
  readonly definition: string;
  readonly meets_arrays: number;
}

/** The collections and their indexes: in the file, and for reading in memory. */
export class Catalog {
  private collections = new Map<string, Collection>();

  constructor(private readonly db: SqliteDatabase) {
    this.load();
  }

  /** Reads the file again, after a transaction that did not end well. */
  load(): void {
    const rows = this.db.prepare('SELECT id, name FROM collections').all() as { id: number; name: string }[];
    const byId = new Map(rows.map(({ id, name }) => [id, { id, name, indexes: [] as Index[] }]));
    const indexes = this.db
      .prepare('SELECT id, collection, definition, meets_arrays FROM indexes ORDER BY id')
      .all() as IndexRow[];
    for (const { id, collection, definition, meets_arrays } of indexes) {
      const parsed = JSON.parse(definition) as IndexDefinition;
      byId.get(collection)?.indexes.push({ ...parsed, id, meetsArrays: meets_arrays === 1 });
    }
    this.collections = new Map([...byId.values()].map((collection) => [collection.name, collection]));
  }

  find(name: string): Collection | undefined {
    return this.collections.get(name);
  }

  list(): readonly Collection[] {
    return [...this.collections.values()];
  }

  /** The collection, which is made if it is not there. Inside of a write. */
  ensure(name: string): Collection {
    const known = this.collections.get(name);
    if (known) return known;
    const { id } = this.db.prepare('INSERT INTO collections (name) VALUES (?) RETURNING id').get(name) as {
      id: number;
    };
    const collection: Collection = { id, name, indexes: [] };
    this.collections.set(name, collection);
    return collection;
  }

  addIndex(collection: Collection, definition: IndexDefinition): Index {
    const { id } = this.db
      .prepare('INSERT INTO indexes (collection, name, definition) VALUES (?, ?, ?) RETURNING id')
      .get(collection.id, definition.name, JSON.stringify(definition)) as { id: number };
    const index: Index = { ...definition, id, meetsArrays: false };
    collection.indexes.push(index);
    return index;
  }

  removeIndex(collection: Collection, index: Index): void {
    this.db.prepare('DELETE FROM entries WHERE index_id = ?').run(index.id);
    this.db.prepare('DELETE FROM indexes WHERE id = ?').run(index.id);
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
  }

  /** Removes a collection, its documents and its indexes. */
  drop(collection: Collection): void {
    for (const index of [...collection.indexes]) this.removeIndex(collection, index);
    this.db.prepare('DELETE FROM documents WHERE collection = ?').run(collection.id);
    this.db.prepare('DELETE FROM collections WHERE id = ?').run(collection.id);
    this.collections.delete(collection.name);
  }

  noteArrays(index: Index): void {
    index.meetsArrays = true;
    this.db.prepare('UPDATE indexes SET meets_arrays = 1 WHERE id = ?').run(index.id);
  }
}
