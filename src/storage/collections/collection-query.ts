import { type FieldProblem } from '../../errors/index.js';
import { type ScanOptions } from '../../persistence/index.js';
import { wholeNumberRule } from '../rules/index.js';
import { readCursor, writeCursor, type QueryIdentity } from './collection-cursor.js';
import { type CollectionDeclaration, type IndexType } from './collection-declaration.js';
import { documentsPrefix, indexPrefix } from './collection-keys.js';
import { type CollectionQuery, type IndexValue } from './collection.types.js';
import { CollectionInputError } from './collection.errors.js';
import { AFTER_END, indexKeyOf } from './index-key.js';

const LIMIT = wholeNumberRule(1, 100);
const DEFAULT_LIMIT = 50;
const FIELDS = ['index', 'equals', 'from', 'to', 'order', 'limit', 'cursor'];

/** A checked query as a scan of index entries, or of documents. */
export interface PreparedQuery {
  readonly scan: ScanOptions;
  /** Absent for a query of all documents. */
  readonly index: string | undefined;
  readonly limit: number;
  /** The cursor of a page that ends with this key. */
  readonly cursorAt: (key: string) => string;
}

interface Range {
  readonly after?: string;
  readonly before?: string;
}

/** @throws CollectionInputError with all problems */
export function prepareQuery(
  accountId: string,
  declaration: CollectionDeclaration,
  query: CollectionQuery,
): PreparedQuery {
  const problems: FieldProblem[] = findOptionProblems(query);
  const { index, order = 'asc', limit = DEFAULT_LIMIT, cursor } = query;
  const type = index === undefined ? undefined : typeOf(declaration, index, problems);
  const range = rangeOf(type, query, problems);
  if (problems.length > 0) throw new CollectionInputError(problems);
  const { name } = declaration;
  const prefix =
    index === undefined || type === undefined
      ? documentsPrefix(accountId, name)
      : indexPrefix(accountId, name, index, type);
  const identity: QueryIdentity = [prefix, range.after, range.before, order];
  const position = cursor === undefined ? {} : positionOf(prefix, cursor, identity, range, order === 'desc');
  const bounds = {
    ...(range.after !== undefined && { after: prefix + range.after }),
    ...(range.before !== undefined && { before: prefix + range.before }),
  };
  return {
    // One more than the page, to know whether there is another one.
    scan: { prefix, ...bounds, ...position, descending: order === 'desc', limit: limit + 1 },
    index,
    limit,
    cursorAt: (key) => writeCursor(key.slice(prefix.length), identity),
  };
}

function findOptionProblems(query: CollectionQuery): FieldProblem[] {
  const { order, limit, equals, from, to } = query;
  const problems = Object.keys(query)
    .filter((field) => !FIELDS.includes(field))
    .map((field) => ({ field, message: 'is not known here' }));
  if (order !== undefined && !['asc', 'desc'].includes(order)) {
    problems.push({ field: 'order', message: 'must be asc or desc' });
  }
  const limitProblem = limit === undefined ? undefined : LIMIT.findProblem(limit);
  if (limitProblem !== undefined) problems.push({ field: 'limit', message: limitProblem });
  if (equals !== undefined && (from !== undefined || to !== undefined)) {
    problems.push({ field: 'equals', message: 'must not come together with from or to' });
  }
  return problems;
}

function typeOf(
  { name, indexes }: CollectionDeclaration,
  index: unknown,
  problems: FieldProblem[],
): IndexType | undefined {
  if (typeof index === 'string' && Object.hasOwn(indexes, index)) return indexes[index];
  const names = Object.keys(indexes);
  const known = names.length === 0 ? `${name} has none` : `${name} has ${names.join(', ')}`;
  problems.push({ field: 'index', message: `must be an index of the collection: ${known}` });
  return undefined;
}

/** The ends of the range as keys after the prefix of the index. */
function rangeOf(type: IndexType | undefined, query: CollectionQuery, problems: FieldProblem[]): Range {
  const keyOf = (field: 'equals' | 'from' | 'to'): string | undefined => {
    const value: IndexValue | undefined = query[field];
    if (value === undefined) return undefined;
    if (type === undefined) {
      if (query.index === undefined) problems.push({ field, message: 'must come together with index' });
      return undefined;
    }
    const found = indexKeyOf(type, value);
    if ('key' in found) return found.key;
    problems.push({ field, message: found.problem });
    return undefined;
  };
  const [equals, from, to] = [keyOf('equals'), keyOf('from'), keyOf('to')];
  return equals === undefined
    ? { after: from, before: to }
    : { after: equals, before: `${equals}${AFTER_END}` };
}

function positionOf(
  prefix: string,
  cursor: unknown,
  identity: QueryIdentity,
  range: Range,
  isDescending: boolean,
): Range {
  const position = typeof cursor === 'string' ? readCursor(cursor, identity) : undefined;
  if (position === undefined || !isWithin(position, range)) {
    throw new CollectionInputError([
      { field: 'cursor', message: 'must be a cursor of an earlier page of this query' },
    ]);
  }
  return isDescending ? { before: prefix + position } : { after: prefix + position };
}

/** A client can build a cursor. It must not lead out of the range, by which an app may limit what the client reads. */
const isWithin = (position: string, { after, before }: Range): boolean =>
  (after === undefined || comesBefore(after, position)) &&
  (before === undefined || comesBefore(position, before));

/** Stores compare keys by their UTF-8 bytes. */
const comesBefore = (one: string, other: string): boolean =>
  Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
