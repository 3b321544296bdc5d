import { Long } from 'bson';
import { CommandError } from '../command-error.js';
import { encodeDocument, fieldOf, isTruthy } from '../document.js';
import { projectionOf } from '../queries/projection.js';
import { sortOf } from '../queries/sort.js';
import { newCursorId, type Cursor } from '../sessions/cursors.js';
import { cursorReply, type Batch } from '../wire/cursor-reply.js';
import { collectionOf, countArgument, documentArgument, namespaceOf } from './arguments.js';
import { type Command, type CommandCall } from './command.js';
import { search, type Found } from './search.js';

/** As MongoDB's first batch. */
const FIRST_BATCH = 101;
/** A reply is at most about as large as a document may be, and one more. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

function find(call: CommandCall): Uint8Array {
  const { body } = call;
  const limit = countArgument(body, 'limit') ?? 0;
  const skip = countArgument(body, 'skip') ?? 0;
  const batchSize = countArgument(body, 'batchSize') ?? FIRST_BATCH;
  const project = projectionOf(fieldOf(body, 'projection'));
  const filter = documentArgument(body, 'filter');
  const sort = sortOf(fieldOf(body, 'sort'));
  const collection = collectionOf(call);
  const found = collection ? search(call, collection, { filter, sort }) : [];
  const encode = ({ stored, document }: Found): Uint8Array =>
    project ? encodeDocument(project(document)) : stored.body;
  const documents = limited(found, skip, limit, encode);
  const isSingle = isTruthy(fieldOf(body, 'singleBatch'));
  return openCursor(call, documents, { batchSize, isSingle });
}

function* limited(
  found: Iterable<Found>,
  skip: number,
  limit: number,
  encode: (found: Found) => Uint8Array,
): Generator<Uint8Array> {
  let at = 0;
  for (const one of found) {
    if (at++ < skip) continue;
    yield encode(one);
    if (limit > 0 && at === skip + limit) return;
  }
}

/** Answers with the first documents, and keeps the rest for `getMore`. */
export function openCursor(
  call: CommandCall,
  documents: Iterator<Uint8Array>,
  { batchSize, isSingle = false }: { readonly batchSize: number; readonly isSingle?: boolean },
): Uint8Array {
  const cursor: Cursor = {
    namespace: namespaceOf(call),
    documents,
    timeLimit: call.timeLimit,
    pending: undefined,
  };
  return nextBatch(call, cursor, { name: 'firstBatch', batchSize, id: isSingle ? undefined : newCursorId() });
}

function getMore(call: CommandCall): Uint8Array {
  const { body, database } = call;
  const id = fieldOf(body, 'getMore');
  const collection = fieldOf(body, 'collection');
  if (!Long.isLong(id) || typeof collection !== 'string') {
    throw new CommandError('TypeMismatch', 'getMore needs the id of a cursor and its collection.');
  }
  const cursor = database.cursors.get(id, namespaceOf(call, collection));
  cursor.timeLimit.restart(countArgument(body, 'maxTimeMS'));
  const batchSize = countArgument(body, 'batchSize') ?? Infinity;
  return nextBatch(call, cursor, { name: 'nextBatch', batchSize: batchSize || Infinity, id });
}

function nextBatch(
  { database }: CommandCall,
  cursor: Cursor,
  {
    name,
    batchSize,
    id,
  }: { readonly name: Batch['name']; readonly batchSize: number; readonly id: Long | undefined },
): Uint8Array {
  const documents: Uint8Array[] = [];
  let bytes = 0;
  let isOpen = true;
  while (documents.length < batchSize) {
    const next = cursor.pending ?? take(cursor);
    cursor.pending = next;
    isOpen = next !== undefined;
    if (!next || (documents.length > 0 && bytes + next.length > MAX_BATCH_BYTES)) break;
    cursor.pending = undefined;
    documents.push(next);
    bytes += next.length;
  }
  const isKept = isOpen && id !== undefined;
  if (isKept) database.cursors.keep(id, cursor);
  else if (id) database.cursors.remove(id);
  return cursorReply({ name, documents, namespace: cursor.namespace, cursor: isKept ? id : Long.ZERO });
}

function take({ documents }: Cursor): Uint8Array | undefined {
  const next = documents.next();
  return next.done === true ? undefined : next.value;
}

/** Commands that read documents. */
export const READ_COMMANDS: Readonly<Record<string, Command>> = {
  find: {
    run: find,
    fields: [
      'filter',
      'sort',
      'projection',
      'skip',
      'limit',
      'batchSize',
      'singleBatch',
      'noCursorTimeout',
      'allowDiskUse',
    ],
    isTransactional: true,
  },
  getMore: { run: getMore, fields: ['collection', 'batchSize'], isTransactional: true },
};
