import { BSONSymbol, Code, DBRef, Long, ObjectId } from 'bson';
import { CommandError } from '../command-error.js';
import { isDocument, type Document } from '../document.js';

/** Rules of Firestore with MongoDB compatibility (docs/monday-platform.md#document-db). */
const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;
const MAX_NESTING = 20;
const MAX_ID_BYTES = 1500;
const RESERVED = /^__.*__$/s;
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** @throws CommandError InvalidNamespace */
export function requireCollectionName(name: string): void {
  if (name === '' || name.includes('\0') || name.includes('$') || name.startsWith('system.')) {
    throw new CommandError('InvalidNamespace', `Invalid collection name: '${name.slice(0, 100)}'`);
  }
  if (RESERVED.test(name)) {
    throw new CommandError(
      'InvalidNamespace',
      `Collection names matching __.*__ are not supported: '${name}'`,
    );
  }
}

/** Whether a document may be stored. @throws CommandError BadValue | BSONObjectTooLarge */
export function requireStorable(document: Document, bytes: number): void {
  if (bytes > MAX_DOCUMENT_BYTES) {
    throw new CommandError(
      'BSONObjectTooLarge',
      `The document has ${bytes} bytes; at most ${MAX_DOCUMENT_BYTES} are supported.`,
    );
  }
  requireId(document._id);
  requireFields(document, 0);
}

function requireId(id: unknown): void {
  if (id instanceof ObjectId) return;
  const isText =
    typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= MAX_ID_BYTES && !RESERVED.test(id);
  if (isText || (Long.isLong(id) && !id.isZero())) return;
  throw new CommandError(
    'BadValue',
    '_id must be an ObjectId, a text that is not empty, or a 64-bit integer other than 0.',
  );
}

function requireFields(value: Document | readonly unknown[], depth: number): void {
  if (depth > MAX_NESTING) {
    throw new CommandError('BadValue', `Fields may be nested at most ${MAX_NESTING} deep.`);
  }
  if (Array.isArray(value)) for (const element of value) requireValue(element, depth);
  else
    for (const [name, field] of Object.entries(value)) {
      requireFieldName(name);
      requireValue(field, depth);
    }
}

function requireFieldName(name: string): void {
  if (name === '') throw new CommandError('BadValue', 'Empty field names are not supported.');
  if (RESERVED.test(name)) {
    throw new CommandError(
      'BadValue',
      `Field names matching __.*__ are not supported: '${name.slice(0, 100)}'`,
    );
  }
  if (name.startsWith('$')) {
    throw new CommandError('BadValue', `Field names must not begin with '$': '${name.slice(0, 100)}'`);
  }
}

function requireValue(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) {
    if (value === undefined) throw unsupported('Undefined');
    return;
  }
  if (Array.isArray(value) || isDocument(value)) requireFields(value, depth + 1);
  else if (value instanceof Code) throw unsupported('JavaScript');
  else if (value instanceof BSONSymbol) throw unsupported('Symbol');
  else if (value instanceof DBRef) throw unsupported('DBPointer');
  else if (value instanceof Date && !(value.getTime() >= EARLIEST && value.getTime() <= LATEST)) {
    throw new CommandError('BadValue', 'A date must be in the years 1 to 9999.');
  }
}

const unsupported = (type: string): CommandError =>
  new CommandError('BadValue', `Values of the BSON type ${type} are not supported.`);
