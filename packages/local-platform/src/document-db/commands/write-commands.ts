import { Double, Int32, ObjectId } from 'bson';
import { CommandError } from '../command-error.js';
import { encodeDocument, fieldOf, isTruthy, numberOf, type Document } from '../document.js';
import { orderKey } from '../queries/order-key.js';
import { projectionOf } from '../queries/projection.js';
import { sortOf } from '../queries/sort.js';
import { fieldsOfFilter, isReplacement, updateOf } from '../queries/update.js';
import { type Collection } from '../store/collection.js';
import { type WrittenDocument } from '../store/document-view.js';
import { collectionName, collectionOf, documentArgument, documentsArgument } from './arguments.js';
import { type Command, type CommandCall } from './command.js';
import { requireFields } from './request-rules.js';
import { requireStorable } from './rules.js';
import { search, type Found } from './search.js';

const OK = new Double(1);

interface WriteError extends Record<string, unknown> {
  readonly index: Int32;
  readonly code: Int32;
  readonly errmsg: string;
}

/** Runs the statements of a command one by one; an error ends them if they are ordered, and is part of the reply. */
function each<T>(
  { body, isInTransaction }: CommandCall,
  statements: readonly T[],
  run: (statement: T, at: number) => void,
): readonly WriteError[] {
  const errors: WriteError[] = [];
  for (const [at, statement] of statements.entries()) {
    try {
      run(statement, at);
    } catch (error) {
      if (!(error instanceof CommandError) || (isInTransaction && error.labels.length > 0)) throw error;
      errors.push({ index: new Int32(at), code: new Int32(error.code), errmsg: error.message });
      if (fieldOf(body, 'ordered') !== false) break;
    }
  }
  return errors;
}

const errorsField = (errors: readonly WriteError[]): Document =>
  errors.length > 0 ? { writeErrors: errors } : {};

function insert(call: CommandCall): Document {
  const collection = call.database.store.catalog.ensure(collectionName(call));
  let n = 0;
  const errors = each(call, documentsArgument(call, 'documents'), (document) => {
    const written = prepared(document);
    if (call.view.get(collection, written.key)) {
      throw new CommandError(
        'DuplicateKey',
        `E11000 duplicate key error collection: ${collection.name} index: _id_`,
      );
    }
    put(call, collection, written);
    n++;
  });
  return { n: new Int32(n), ...errorsField(errors), ok: OK };
}

/** With `_id` in front, and one if it is missing. @throws CommandError if it may not be stored */
function prepared(document: Document): WrittenDocument {
  const { _id = new ObjectId(), ...fields } = document;
  const whole: Document = Object.keys(document)[0] === '_id' ? document : { _id, ...fields };
  const body = encodeDocument(whole);
  requireStorable(whole, body.length);
  return { key: orderKey(_id), document: whole, body };
}

function put({ view, database }: CommandCall, collection: Collection, written: WrittenDocument): void {
  database.usage.count('writes');
  view.put(collection, written);
}

function update(call: CommandCall): Document {
  const collection = call.database.store.catalog.ensure(collectionName(call));
  let [n, nModified] = [0, 0];
  const upserted: Document[] = [];
  const errors = each(call, documentsArgument(call, 'updates'), (statement, at) => {
    const result = updateOne(call, collection, statement);
    n += result.matched + (result.upserted ? 1 : 0);
    nModified += result.modified;
    if (result.upserted) upserted.push({ index: new Int32(at), _id: result.upserted._id });
  });
  return {
    n: new Int32(n),
    nModified: new Int32(nModified),
    ...(upserted.length > 0 ? { upserted } : {}),
    ...errorsField(errors),
    ok: OK,
  };
}

interface UpdateResult {
  readonly matched: number;
  readonly modified: number;
  readonly upserted: Document | undefined;
}

function updateOne(call: CommandCall, collection: Collection, statement: Document): UpdateResult {
  const filter = documentArgument(statement, 'q');
  const isMulti = isTruthy(fieldOf(statement, 'multi'));
  requireFields(statement, ['q', 'u', 'multi', 'upsert', 'sort']);
  if (isMulti && isReplacement(statement.u)) {
    throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update');
  }
  const change = updateOf(statement.u);
  const sort = sortOf(fieldOf(statement, 'sort'));
  // All are found before one is changed, which could move it to where it would be found again.
  const found = first(search(call, collection, { filter, sort }), isMulti ? Infinity : 1);
  let modified = 0;
  for (const one of found) if (changed(call, collection, one, change.apply(one.document, false))) modified++;
  const upserted =
    found.length === 0 && isTruthy(fieldOf(statement, 'upsert'))
      ? upsert(call, collection, change.apply(fieldsOfFilter(filter), true))
      : undefined;
  return { matched: found.length, modified, upserted };
}

function first(found: Iterable<Found>, limit: number): readonly Found[] {
  const all: Found[] = [];
  for (const one of found) {
    all.push(one);
    if (all.length >= limit) break;
  }
  return all;
}

/** @returns whether it is another document than before */
function changed(call: CommandCall, collection: Collection, { stored }: Found, after: Document): boolean {
  const written = prepared(after);
  if (Buffer.compare(written.body, stored.body) === 0) return false;
  put(call, collection, written);
  return true;
}

function upsert(call: CommandCall, collection: Collection, document: Document): Document {
  const written = prepared(document);
  if (call.view.get(collection, written.key)) {
    throw new CommandError(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${collection.name} index: _id_`,
    );
  }
  put(call, collection, written);
  return written.document;
}

function remove(call: CommandCall): Document {
  const collection = collectionOf(call);
  let n = 0;
  const errors = each(call, documentsArgument(call, 'deletes'), (statement) => {
    requireFields(statement, ['q', 'limit']);
    if (!collection) return;
    const limit = numberOf(fieldOf(statement, 'limit')) === 1 ? 1 : Infinity;
    const filter = documentArgument(statement, 'q');
    for (const { stored } of first(search(call, collection, { filter, sort: [] }), limit)) {
      call.database.usage.count('deletes');
      call.view.remove(collection, stored);
      n++;
    }
  });
  return { n: new Int32(n), ...errorsField(errors), ok: OK };
}

function findAndModify(call: CommandCall): Document {
  const { body } = call;
  const collection = call.database.store.catalog.ensure(collectionName(call));
  const filter = documentArgument(body, 'query');
  const project = projectionOf(fieldOf(body, 'fields')) ?? ((document: Document): Document => document);
  const [found] = first(search(call, collection, { filter, sort: sortOf(fieldOf(body, 'sort')) }), 1);
  if (isTruthy(fieldOf(body, 'remove'))) return removed(call, collection, found, project);
  const change = updateOf(fieldOf(body, 'update'));
  const isNew = isTruthy(fieldOf(body, 'new'));
  if (found) {
    const after = change.apply(found.document, false);
    changed(call, collection, found, after);
    return modification(project(isNew ? after : found.document), { n: 1, updatedExisting: true });
  }
  if (!isTruthy(fieldOf(body, 'upsert'))) return modification(null, { n: 0, updatedExisting: false });
  const document = upsert(call, collection, change.apply(fieldsOfFilter(filter), true));
  return modification(isNew ? project(document) : null, {
    n: 1,
    updatedExisting: false,
    upserted: document._id,
  });
}

function removed(
  call: CommandCall,
  collection: Collection,
  found: Found | undefined,
  project: (document: Document) => Document,
): Document {
  if (!found) return modification(null, { n: 0 });
  call.database.usage.count('deletes');
  call.view.remove(collection, found.stored);
  return modification(project(found.document), { n: 1 });
}

function modification(value: Document | null, last: Document & { readonly n: number }): Document {
  return { lastErrorObject: { ...last, n: new Int32(last.n) }, value, ok: OK };
}

const WRITE = { writes: true, isTransactional: true } as const;

const OF_ALL = ['ordered', 'bypassDocumentValidation'];

const FIND_AND_MODIFY: Command = {
  run: findAndModify,
  fields: ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'bypassDocumentValidation'],
  ...WRITE,
};

/** Commands that write documents. */
export const WRITE_COMMANDS: Readonly<Record<string, Command>> = {
  insert: { run: insert, fields: ['documents', ...OF_ALL], ...WRITE },
  update: { run: update, fields: ['updates', ...OF_ALL], ...WRITE },
  delete: { run: remove, fields: ['deletes', ...OF_ALL], ...WRITE },
  findAndModify: FIND_AND_MODIFY,
  findandmodify: FIND_AND_MODIFY,
};
