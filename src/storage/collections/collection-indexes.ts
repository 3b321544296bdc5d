import { fieldsOf, tryParseJson } from 'monday-persistence/json';
import { type Entry, type Persistence } from '../../persistence/index.js';
import { type CollectionDeclaration, type Indexes } from './collection-declaration.js';
import { CollectionIndexIncompleteError } from './collection.errors.js';

const PREFIX = 'collections/';

/**
 * Which indexes of a collection contain all documents. One record per collection names them; it is written before the
 * first document, so that an index that is added later is known to be incomplete.
 */
export class CollectionIndexes {
  private readonly complete = new Map<string, Promise<Set<string>>>();

  constructor(private readonly persistence: Persistence) {}

  /** Must be called before documents are read or written. Reads the record once. */
  async open(declaration: CollectionDeclaration): Promise<void> {
    await this.completeOf(declaration);
  }

  /** @throws CollectionIndexIncompleteError */
  async requireComplete(declaration: CollectionDeclaration, index: string): Promise<void> {
    if ((await this.completeOf(declaration)).has(index)) return;
    // Another process may have completed it.
    this.complete.delete(declaration.name);
    if (!(await this.completeOf(declaration)).has(index)) {
      throw new CollectionIndexIncompleteError(declaration.name, index);
    }
  }

  /** The declared indexes that do not contain all documents. */
  async incomplete(declaration: CollectionDeclaration): Promise<string[]> {
    const complete = await this.completeOf(declaration);
    return Object.keys(declaration.indexes).filter((index) => !complete.has(index));
  }

  /** Notes that all documents are in all declared indexes. */
  async finish({ name, indexes }: CollectionDeclaration): Promise<void> {
    await this.persistence.upsert(PREFIX + name, JSON.stringify({ indexes }));
    this.complete.delete(name);
  }

  private completeOf(declaration: CollectionDeclaration): Promise<Set<string>> {
    const { name } = declaration;
    let complete = this.complete.get(name);
    if (complete === undefined) {
      complete = this.read(declaration);
      complete.catch(() => this.complete.delete(name));
      this.complete.set(name, complete);
    }
    return complete;
  }

  /** From now on, documents are written without the indexes that are no longer declared. */
  private async read({ name, indexes }: CollectionDeclaration): Promise<Set<string>> {
    let complete: Indexes = indexes;
    await this.persistence.update(PREFIX + name, (current) => {
      const before = current && indexesIn(current);
      complete = before ? inBoth(before, indexes) : indexes;
      const isCurrent = before && Object.keys(before).length === Object.keys(complete).length;
      return isCurrent ? undefined : { value: JSON.stringify({ indexes: complete }) };
    });
    return new Set(Object.keys(complete));
  }
}

function indexesIn({ value }: Entry): Indexes {
  return fieldsOf(fieldsOf(tryParseJson(value))['indexes']) as Indexes;
}

function inBoth(before: Indexes, declared: Indexes): Indexes {
  return Object.fromEntries(Object.entries(before).filter(([field, type]) => declared[field] === type));
}
