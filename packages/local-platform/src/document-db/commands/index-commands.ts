import { Double, Int32, Long } from 'bson';
import { CommandError } from '../command-error.js';
import { encodeDocument, fieldOf, isTruthy, numberOf, type Document } from '../document.js';
import { sortOf } from '../queries/sort.js';
import { type Collection } from '../store/collection.js';
import { type IndexDefinition } from '../store/index-definition.js';
import { cursorReply } from '../wire/cursor-reply.js';
import { collectionName, collectionOf, documentArgument, documentsArgument } from './arguments.js';
import { type Command, type CommandCall } from './command.js';

const OK = new Double(1);
const ID_INDEX = '_id_';
const MAX_INDEXES = 64;
const OPTIONS = ['key', 'name', 'unique', 'sparse', 'expireAfterSeconds', 'v', 'background'];

function createIndexes(call: CommandCall): Document {
  const { store } = call.database;
  const isNew = collectionOf(call) === undefined;
  const definitions = documentsArgument(call, 'indexes').map(definitionOf);
  const collection = store.catalog.ensure(collectionName(call));
  const before = collection.indexes.length + 1;
  store.atomically(() => {
    for (const definition of definitions) addIndex(call, collection, definition);
  });
  return {
    numIndexesBefore: new Int32(before),
    numIndexesAfter: new Int32(collection.indexes.length + 1),
    createdCollectionAutomatically: isNew,
    ok: OK,
  };
}

function addIndex(
  { database: { store } }: CommandCall,
  collection: Collection,
  definition: IndexDefinition,
): void {
  if (definition.fields.length === 1 && definition.fields[0]?.path === '_id') return;
  const same = collection.indexes.find(({ name }) => name === definition.name);
  if (same) {
    const { id: _id, meetsArrays: _meets, ...known } = same;
    if (JSON.stringify(known) === JSON.stringify(definition)) return;
    throw new CommandError(
      'IndexKeySpecsConflict',
      `An index with the name ${definition.name} has other options.`,
    );
  }
  if (definition.expireAfterSeconds !== undefined && collection.indexes.some(expires)) {
    throw new CommandError('InvalidOptions', 'A collection may have only one index with a time to live.');
  }
  if (collection.indexes.length >= MAX_INDEXES) throw new CommandError('InvalidOptions', 'too many indexes');
  store.fill(collection, store.catalog.addIndex(collection, definition));
}

const expires = ({ expireAfterSeconds }: IndexDefinition): boolean => expireAfterSeconds !== undefined;

function definitionOf(index: Document): IndexDefinition {
  const unknown = Object.keys(index).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    throw new CommandError('InvalidOptions', `The local platform knows no index option '${unknown}'.`);
  }
  const fields = sortOf(documentArgument(index, 'key'));
  if (fields.length === 0) throw new CommandError('BadValue', 'An index needs a key.');
  if (fields.some(({ path }) => path.includes('$**'))) {
    throw new CommandError('BadValue', 'Wildcard indexes are not supported.');
  }
  const name = fieldOf(index, 'name');
  if (typeof name !== 'string' || name === '') throw new CommandError('BadValue', 'An index needs a name.');
  return {
    name,
    fields,
    unique: isTruthy(fieldOf(index, 'unique')),
    sparse: isTruthy(fieldOf(index, 'sparse')),
    expireAfterSeconds: numberOf(fieldOf(index, 'expireAfterSeconds')),
  };
}

function listIndexes(call: CommandCall): Uint8Array {
  const collection = collectionOf(call);
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${collectionName(call)}`);
  const indexes = [
    { v: new Int32(2), key: { _id: new Int32(1) }, name: ID_INDEX },
    ...collection.indexes.map(describe),
  ];
  return listReply(call, `$cmd.listIndexes.${collection.name}`, indexes);
}

function describe({ name, fields, unique, sparse, expireAfterSeconds }: IndexDefinition): Document {
  return {
    v: new Int32(2),
    key: Object.fromEntries(fields.map(({ path, direction }) => [path, new Int32(direction)])),
    name,
    ...(unique ? { unique } : {}),
    ...(sparse ? { sparse } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds: new Int32(expireAfterSeconds) }),
  };
}

function listCollections(call: CommandCall): Uint8Array {
  const { name } = documentArgument(call.body, 'filter');
  const collections = call.database.store.catalog
    .list()
    .filter((collection) => name === undefined || collection.name === name)
    .map((collection) => ({
      name: collection.name,
      type: 'collection',
      options: {},
      info: { readOnly: false },
    }));
  return listReply(call, '$cmd.listCollections', collections);
}

function listReply(
  { database }: CommandCall,
  collection: string,
  documents: readonly Document[],
): Uint8Array {
  return cursorReply({
    name: 'firstBatch',
    documents: documents.map(encodeDocument),
    namespace: `${database.name}.${collection}`,
    cursor: Long.ZERO,
  });
}

function dropIndexes(call: CommandCall): Document {
  const collection = collectionOf(call);
  if (!collection) throw new CommandError('NamespaceNotFound', 'ns not found');
  const name = fieldOf(call.body, 'index');
  const indexes = collection.indexes.filter((index) => name === '*' || index.name === name);
  if (indexes.length === 0 && name !== '*') {
    throw new CommandError('IndexNotFound', 'index not found with that name');
  }
  const before = collection.indexes.length + 1;
  for (const index of indexes) call.database.store.catalog.removeIndex(collection, index);
  return { nIndexesWas: new Int32(before), ok: OK };
}

function drop(call: CommandCall): Document {
  const collection = collectionOf(call);
  if (!collection) throw new CommandError('NamespaceNotFound', 'ns not found');
  call.database.store.catalog.drop(collection);
  return { ns: `${call.database.name}.${collection.name}`, ok: OK };
}

function create(call: CommandCall): Document {
  call.database.store.catalog.ensure(collectionName(call));
  return { ok: OK };
}

/** Commands of collections and their indexes. */
export const INDEX_COMMANDS: Readonly<Record<string, Command>> = {
  create: { run: create, fields: [], writes: true },
  createIndexes: { run: createIndexes, fields: ['indexes'], writes: true },
  listIndexes: { run: listIndexes, fields: ['cursor'] },
  listCollections: {
    run: listCollections,
    fields: ['filter', 'cursor', 'nameOnly', 'authorizedCollections'],
  },
  dropIndexes: { run: dropIndexes, fields: ['index'], writes: true },
  drop: { run: drop, fields: [], writes: true },
};
