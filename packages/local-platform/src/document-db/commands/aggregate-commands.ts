import { Double, Int32 } from 'bson';
import { CommandError } from '../command-error.js';
import { encodeDocument, fieldOf, isDocument, numberOf, type Document } from '../document.js';
import { predicateOf } from '../queries/matcher.js';
import { projectionOf } from '../queries/projection.js';
import { sortOf } from '../queries/sort.js';
import { collectionOf, countArgument, documentArgument } from './arguments.js';
import { type Command, type CommandCall } from './command.js';
import { openCursor } from './read-commands.js';
import { search } from './search.js';

const OK = new Double(1);
const FIRST_BATCH = 101;
/** Of Firestore (docs/monday-platform.md#document-db). */
const MAX_STAGES = 250;
const REFUSED = ['$merge', '$out'];

interface Stage {
  readonly name: string;
  readonly value: unknown;
}

type Documents = Iterable<Document>;

function aggregate(call: CommandCall): Uint8Array {
  const stages = stagesOf(fieldOf(call.body, 'pipeline'));
  const cursor = documentArgument(call.body, 'cursor');
  const results = pipe(call, stages);
  return openCursor(call, encoded(results), { batchSize: countArgument(cursor, 'batchSize') ?? FIRST_BATCH });
}

function* encoded(documents: Documents): Generator<Uint8Array> {
  for (const document of documents) yield encodeDocument(document);
}

function stagesOf(pipeline: unknown): readonly Stage[] {
  if (!Array.isArray(pipeline) || !pipeline.every(isDocument)) {
    throw new CommandError('TypeMismatch', 'The pipeline must be an array of documents.');
  }
  if (pipeline.length > MAX_STAGES) {
    throw new CommandError('BadValue', `A pipeline may have at most ${MAX_STAGES} stages.`);
  }
  return pipeline.map((stage) => {
    const [entry, ...others] = Object.entries(stage);
    if (!entry || others.length > 0)
      throw new CommandError('FailedToParse', 'A stage has exactly one field.');
    const [name, value] = entry;
    if (REFUSED.includes(name)) throw new CommandError('BadValue', `The stage ${name} is not supported.`);
    return { name, value };
  });
}

/** A filter and an order at the beginning are those of a query, which can use an index. */
function pipe(call: CommandCall, stages: readonly Stage[]): Documents {
  const rest = [...stages];
  const filter = rest[0]?.name === '$match' ? documentOf(rest.shift()) : {};
  const sort = rest[0]?.name === '$sort' ? sortOf(rest.shift()?.value) : [];
  const collection = collectionOf(call);
  const found = collection ? search(call, collection, { filter, sort }) : [];
  let documents: Documents = documentsOf(found);
  for (const stage of rest) documents = through(stage, documents);
  return documents;
}

function* documentsOf(found: ReturnType<typeof search>): Generator<Document> {
  for (const { document } of found) yield document;
}

function through(stage: Stage, documents: Documents): Documents {
  const { name, value } = stage;
  switch (name) {
    case '$match': {
      const matches = predicateOf(documentOf(stage));
      return filtered(documents, matches);
    }
    case '$skip':
      return skipped(documents, wholeOf(stage));
    case '$limit':
      return limited(documents, wholeOf(stage));
    case '$project': {
      const project = projectionOf(value);
      return project ? mapped(documents, project) : documents;
    }
    case '$count':
      if (typeof value !== 'string' || value === '')
        throw new CommandError('BadValue', '$count needs a name.');
      return counted(documents, value);
    case '$group':
      return grouped(documents, documentOf(stage));
    default:
      throw new CommandError('BadValue', `Unrecognized pipeline stage name: '${name.slice(0, 100)}'`);
  }
}

function documentOf(stage: Stage | undefined): Document {
  if (isDocument(stage?.value)) return stage.value;
  throw new CommandError('TypeMismatch', `The stage ${stage?.name} needs a document.`);
}

function wholeOf({ name, value }: Stage): number {
  const number = numberOf(value);
  if (number !== undefined && Number.isInteger(number) && number >= 0) return number;
  throw new CommandError('BadValue', `The stage ${name} needs a whole number.`);
}

function* filtered(documents: Documents, matches: (document: Document) => boolean): Generator<Document> {
  for (const document of documents) if (matches(document)) yield document;
}

function* mapped(documents: Documents, change: (document: Document) => Document): Generator<Document> {
  for (const document of documents) yield change(document);
}

function* skipped(documents: Documents, count: number): Generator<Document> {
  let at = 0;
  for (const document of documents) if (at++ >= count) yield document;
}

function* limited(documents: Documents, count: number): Generator<Document> {
  if (count === 0) return;
  let at = 0;
  for (const document of documents) {
    yield document;
    if (++at === count) return;
  }
}

function* counted(documents: Documents, name: string): Generator<Document> {
  let count = 0;
  for (const _ of documents) count++;
  if (count > 0) yield { [name]: new Int32(count) };
}

/** One group of everything, with numbers of documents: what drivers send to count. */
function* grouped(documents: Documents, { _id, ...fields }: Document): Generator<Document> {
  if (isDocument(_id) || (typeof _id === 'string' && _id.startsWith('$'))) {
    throw new CommandError('BadValue', 'The local platform knows only groups of everything.');
  }
  const sums = Object.entries(fields).map(([name, sum]) => [name, summandOf(sum)] as const);
  let count = 0;
  for (const _ of documents) count++;
  if (count > 0)
    yield { _id, ...Object.fromEntries(sums.map(([name, summand]) => [name, new Int32(count * summand)])) };
}

function summandOf(sum: unknown): number {
  const summand = isDocument(sum) ? numberOf(fieldOf(sum, '$sum')) : undefined;
  if (summand === undefined)
    throw new CommandError('BadValue', 'The local platform knows only {$sum: <number>}.');
  return summand;
}

function count(call: CommandCall): Document {
  const { body } = call;
  const collection = collectionOf(call);
  const skip = countArgument(body, 'skip') ?? 0;
  const limit = countArgument(body, 'limit') ?? 0;
  let n = 0;
  if (collection) {
    for (const _ of search(call, collection, { filter: documentArgument(body, 'query'), sort: [] })) {
      n++;
      if (limit > 0 && n === skip + limit) break;
    }
  }
  return { n: new Int32(Math.max(0, n - skip)), ok: OK };
}

/** Commands that compute from documents. */
export const AGGREGATE_COMMANDS: Readonly<Record<string, Command>> = {
  aggregate: { run: aggregate, fields: ['pipeline', 'cursor', 'allowDiskUse'], isTransactional: true },
  count: { run: count, fields: ['query', 'skip', 'limit'] },
};
