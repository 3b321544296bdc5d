import { CommandError } from '../command-error.js';
import { fieldOf, isDocument, numberOf, type Document } from '../document.js';
import { type Command, type Database } from './command.js';

/** Fields that every command may have. */
const COMMON = [
  '$clusterTime',
  '$db',
  '$readPreference',
  'apiVersion',
  'autocommit',
  'comment',
  'lsid',
  'maxTimeMS',
  'readConcern',
  'startTransaction',
  'txnNumber',
  'writeConcern',
];
const READ_CONCERNS: readonly unknown[] = [undefined, 'snapshot', 'majority', 'linearizable'];
const READ_PREFERENCES: readonly unknown[] = [
  undefined,
  'primary',
  'primaryPreferred',
  'secondaryPreferred',
  'nearest',
];

/** What holds for every command (docs/monday-platform.md#document-db). @throws CommandError */
export function requireGoodRequest(command: Command, body: Document, database: Database): void {
  requireDatabase(command, body, database);
  requireWriteConcern(body);
  if (!READ_CONCERNS.includes(within(body, 'readConcern', 'level'))) {
    throw new CommandError(
      'BadValue',
      'Only the read concerns snapshot, majority and linearizable are supported.',
    );
  }
  if (!READ_PREFERENCES.includes(within(body, '$readPreference', 'mode'))) {
    throw new CommandError('BadValue', 'The read preference is not supported.');
  }
  if (command.fields) requireFields(body, [...Object.keys(body).slice(0, 1), ...COMMON, ...command.fields]);
}

/** A field that is not known here could change the result. @throws CommandError BadValue */
export function requireFields(document: Document, known: readonly string[]): void {
  const unknown = Object.keys(document).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new CommandError('BadValue', `The field '${unknown.slice(0, 100)}' is not supported.`);
}

function requireDatabase({ isAdministrative }: Command, body: Document, { name }: Database): void {
  const asked = fieldOf(body, '$db');
  if (asked === name || (isAdministrative && typeof asked === 'string')) return;
  throw new CommandError('Unauthorized', `This connection is for the database '${name}' only.`);
}

function requireWriteConcern(body: Document): void {
  const w = within(body, 'writeConcern', 'w');
  if (w !== undefined && w !== 'majority' && numberOf(w) !== 1) {
    throw new CommandError('BadValue', 'Only the write concerns 1 and majority are supported.');
  }
  if (within(body, 'writeConcern', 'fsync') === undefined) return;
  throw new CommandError('BadValue', 'The write concern fsync is not supported.');
}

function within(body: Document, field: string, name: string): unknown {
  const value = fieldOf(body, field);
  return isDocument(value) ? fieldOf(value, name) : undefined;
}
