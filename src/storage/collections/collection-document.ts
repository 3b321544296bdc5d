import { fieldsOf } from 'monday-persistence/json';
import { type FieldProblem } from '../../errors/index.js';
import { type Operation } from '../../persistence/index.js';
import { encodeJson } from '../rules/index.js';
import { type CollectionDeclaration, type Indexes } from './collection-declaration.js';
import { indexPrefix } from './collection-keys.js';
import { CollectionInputError } from './collection.errors.js';
import { END, indexKeyOf } from './index-key.js';

/** Maximum size of a document, in bytes of its JSON text in UTF-8. */
export const MAX_DOCUMENT_BYTES = 64 * 1024;

/** A document as JSON text, with the keys of its index entries. */
export interface IndexedDocument {
  readonly text: string;
  readonly entries: readonly string[];
}

interface Place {
  readonly accountId: string;
  readonly id: string;
}

/**
 * The record of a document. It names the indexes that contain it, because the declaration may have changed by the next
 * write, which must remove exactly these entries.
 */
export function writeRecord(indexes: Indexes, text: string): string {
  return `{"indexes":${JSON.stringify(indexes)},"document":${text}}`;
}

/** The document of a record, as it was written. */
export function documentTextOf(value: string): string {
  const { indexes } = readRecord(value);
  return value.slice(writeRecord(indexes, '').length - 1, -1);
}

/** Whether a record is in exactly these indexes. */
export function hasIndexes(value: string, indexes: Indexes): boolean {
  return value.startsWith(writeRecord(indexes, '').slice(0, -1));
}

export function readRecord(value: string): { readonly indexes: Indexes; readonly document: unknown } {
  return JSON.parse(value) as { indexes: Indexes; document: unknown };
}

/**
 * Checks a document.
 * @param path of the document in the caller's input, for messages
 * @throws CollectionInputError
 */
export function indexDocument(
  { name, indexes }: CollectionDeclaration,
  place: Place,
  document: unknown,
  path: string,
): IndexedDocument {
  const text = textOf(document, path);
  const problems: FieldProblem[] = [];
  const entries = entriesOf(name, indexes, place, document, (field, message) => {
    problems.push({ field: `${path}.${field}`, message: `${message}, because it is indexed` });
  });
  if (problems.length > 0) throw new CollectionInputError(problems);
  return { text, entries };
}

/** The keys of the index entries of a stored record. */
export function entriesOfRecord(collection: string, place: Place, value: string): string[] {
  const { indexes, document } = readRecord(value);
  return entriesOf(collection, indexes, place, document, () => undefined);
}

/** A stored record as the declaration has it now. A value that an index cannot contain is left out. */
export function reindexRecord(
  { name, indexes }: CollectionDeclaration,
  place: Place,
  current: string,
): {
  readonly before: string[];
  readonly value: string;
  readonly document: IndexedDocument;
  readonly skippedValues: number;
} {
  const text = documentTextOf(current);
  let skippedValues = 0;
  const entries = entriesOf(name, indexes, place, readRecord(current).document, () => {
    skippedValues += 1;
  });
  const before = entriesOfRecord(name, place, current);
  return { before, value: writeRecord(indexes, text), document: { text, entries }, skippedValues };
}

/** Replaces the entries of a document; each contains the document, so that a query reads nothing else. */
export function entryOperations(
  { accountId }: Place,
  before: readonly string[],
  after: IndexedDocument | undefined,
): Operation[] {
  const { text = '', entries = [] } = after ?? {};
  const kept = new Set(entries);
  return [
    ...before.filter((key) => !kept.has(key)).map((key) => ({ type: 'delete', key }) as const),
    ...entries.map((key) => ({ type: 'upsert', key, value: text, owner: accountId }) as const),
  ];
}

function textOf(document: unknown, path: string): string {
  const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
  const encoding = isObject ? encodeJson(document) : { problem: 'must be an object' };
  if (!('text' in encoding)) {
    throw new CollectionInputError([{ field: path, message: encoding.problem }], encoding.tooLarge);
  }
  if (Buffer.byteLength(encoding.text) > MAX_DOCUMENT_BYTES) {
    const message = `must be at most ${MAX_DOCUMENT_BYTES} bytes of JSON`;
    throw new CollectionInputError([{ field: path, message }], true);
  }
  return encoding.text;
}

/** A field without a value has no entry. */
function entriesOf(
  collection: string,
  indexes: Indexes,
  { accountId, id }: Place,
  document: unknown,
  onProblem: (field: string, message: string) => void,
): string[] {
  const fields = fieldsOf(document);
  return Object.entries(indexes).flatMap(([field, type]) => {
    const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (value === undefined || value === null) return [];
    const found = indexKeyOf(type, value);
    if ('key' in found) {
      return [`${indexPrefix(accountId, collection, field, type)}${found.key}${END}${id}`];
    }
    onProblem(field, found.problem);
    return [];
  });
}
