import { CommandError } from '../command-error.js';
import { decodeDocument, fieldOf, isDocument, numberOf, type Document } from '../document.js';
import { type Collection } from '../store/collection.js';
import { requireCollectionName } from './rules.js';
import { type CommandCall } from './command.js';

/** The name of the collection that a command is about: the value of its first field. @throws CommandError */
export function collectionName({ body, name }: CommandCall): string {
  const collection = fieldOf(body, name);
  if (typeof collection !== 'string')
    throw new CommandError('InvalidNamespace', 'The collection must be named by text.');
  requireCollectionName(collection);
  return collection;
}

/** The collection that a command reads; `undefined` if nothing was ever written to it. */
export function collectionOf(call: CommandCall): Collection | undefined {
  return call.database.store.catalog.find(collectionName(call));
}

/** The name with the database, as cursors have it. */
export function namespaceOf(call: CommandCall, collection = collectionName(call)): string {
  return `${call.database.name}.${collection}`;
}

/** A document among the arguments; an empty one if it is missing. @throws CommandError TypeMismatch */
export function documentArgument(command: Document, field: string): Document {
  const value = fieldOf(command, field);
  if (value === undefined || value === null) return {};
  if (isDocument(value)) return value;
  throw new CommandError('TypeMismatch', `The field '${field}' must be a document.`);
}

/** A whole number of at least 0. @throws CommandError */
export function countArgument(command: Document, field: string): number | undefined {
  const value = fieldOf(command, field);
  if (value === undefined || value === null) return undefined;
  const number = numberOf(value);
  if (number === undefined || !Number.isInteger(number) || number < 0) {
    throw new CommandError('BadValue', `The field '${field}' must be a whole number of at least 0.`);
  }
  return number;
}

/** A list of documents, in the body or beside it. @throws CommandError TypeMismatch */
export function documentsArgument({ body, sequences }: CommandCall, field: string): readonly Document[] {
  const beside = sequences.get(field);
  if (beside) return beside.map(decodeDocument);
  const list = fieldOf(body, field);
  if (Array.isArray(list) && list.every(isDocument)) return list;
  throw new CommandError('TypeMismatch', `The field '${field}' must be an array of documents.`);
}
