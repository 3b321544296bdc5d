import { fieldOf, isDocument, type Document } from '../document.js';
import { fieldKey, type Index } from '../store/index-definition.js';
import { hasOperators } from './matcher.js';
import { inverted, orderKey, typeBounds } from './order-key.js';
import { type SortField } from './sort.js';

/** A part of an index, or without one of the collection by `_id`, in which all found documents are. */
export interface Range {
  readonly index: Index | undefined;
  /** The first key. */
  readonly lower: Buffer;
  /** The first key that is behind. */
  readonly upper: Buffer;
  readonly isReversed: boolean;
  /** The `_id` that the range is about, if it is only one. */
  readonly point?: Buffer;
}

export interface Plan {
  /** One after the other. */
  readonly ranges: readonly Range[];
  /** Whether the ranges are in the order that was asked for. */
  readonly isSorted: boolean;
}

/** What a filter says about one field: equal to one of these, or between two keys. */
interface Constraint {
  readonly equal?: readonly unknown[];
  readonly lower?: Buffer;
  readonly upper?: Buffer;
}

interface Candidate extends Plan {
  readonly score: number;
}

const FIRST = Buffer.alloc(0);
/** No part of a key begins with it. */
const LAST = Buffer.from([0xff]);
const MAX_POINTS = 1000;

const PRIMARY: readonly SortField[] = [{ path: '_id', direction: 1 }];

/** Chooses the index that reads the fewest documents, and rather one that is in order than one that is not. */
export function planOf(filter: Document, sort: readonly SortField[], indexes: readonly Index[]): Plan {
  const constraints = constraintsOf(filter);
  const usable = indexes.filter((index) => !index.meetsArrays && !index.sparse);
  const candidates = [
    candidateOf(undefined, PRIMARY, constraints, sort),
    ...usable.map((index) => candidateOf(index, index.fields, constraints, sort)),
  ];
  return candidates.reduce((best, candidate) => (candidate.score > best.score ? candidate : best));
}

/** An index that fits the fields of the filter wholly beats one that only sorts. */
function candidateOf(
  index: Index | undefined,
  fields: readonly SortField[],
  constraints: ReadonlyMap<string, Constraint>,
  sort: readonly SortField[],
): Candidate {
  let prefixes: readonly Buffer[] = [FIRST];
  let used = 0;
  while (used < fields.length) {
    const field = fields[used] as SortField;
    const equal = constraints.get(field.path)?.equal;
    if (!equal || prefixes.length * equal.length > MAX_POINTS) break;
    const keys = distinct(equal.map((value) => fieldKey(value, field.direction)));
    prefixes = prefixes.flatMap((prefix) => keys.map((key) => Buffer.concat([prefix, key])));
    used++;
  }
  const next = fields[used];
  const between = next && constraints.get(next.path);
  const [from, to] = next && between ? boundsOf(between, next.direction) : [FIRST, LAST];
  const isBounded = from !== FIRST || to !== LAST;
  const order = orderOf(fields, used, sort, constraints, prefixes.length);
  const ranges = prefixes.map((prefix) => ({
    index,
    lower: Buffer.concat([prefix, from]),
    upper: Buffer.concat([prefix, to]),
    isReversed: order === 'backward',
    ...(index === undefined && used === 1 ? { point: prefix } : {}),
  }));
  const isSorted = order !== 'none';
  const score = used * 10 + (isBounded ? 4 : 0) + (isSorted && sort.length > 0 ? 5 : 0);
  return { ranges, isSorted, score };
}

function distinct(keys: readonly Buffer[]): readonly Buffer[] {
  const sorted = [...keys].sort((left, right) => Buffer.compare(left, right));
  return sorted.filter((key, at) => at === 0 || !key.equals(sorted[at - 1] as Buffer));
}

/** Upper bounds end with 0xff: what follows in the key, the other fields, is still inside. */
function boundsOf(constraint: Constraint, direction: 1 | -1): readonly [Buffer, Buffer] {
  const { lower, upper } = constraint;
  if (direction === 1) return [lower ?? FIRST, upper ? Buffer.concat([upper, LAST]) : LAST];
  return [upper ? inverted(upper) : FIRST, lower ? Buffer.concat([inverted(lower), LAST]) : LAST];
}

/** Whether reading the index gives the order: after the fields that are fixed, its fields are those of the sort. */
function orderOf(
  fields: readonly SortField[],
  used: number,
  sort: readonly SortField[],
  constraints: ReadonlyMap<string, Constraint>,
  ranges: number,
): 'forward' | 'backward' | 'none' {
  const relevant = sort.filter(({ path }) => constraints.get(path)?.equal?.length !== 1);
  const id = relevant.findIndex(({ path }) => path === '_id');
  // No two documents share an `_id`, so that what follows it decides nothing.
  const asked = id < 0 ? relevant : relevant.slice(0, id + 1);
  // As Firestore gives no order that nobody asked for, so that nobody relies on one.
  if (asked.length === 0) return sort.length === 0 ? 'backward' : 'forward';
  if (ranges > 1) return 'none';
  // The key of an index ends with the one of `_id`.
  const rest = [...fields.slice(used), ...(fields === PRIMARY ? [] : PRIMARY)];
  for (const [order, sign] of [
    ['forward', 1],
    ['backward', -1],
  ] as const) {
    const fits = asked.every(({ path, direction }, at) => {
      const field = rest[at];
      return field?.path === path && field.direction === direction * sign;
    });
    if (fits) return order;
  }
  return 'none';
}

/** What all parts of the filter that hold together say about single fields. */
function constraintsOf(filter: Document): ReadonlyMap<string, Constraint> {
  const constraints = new Map<string, Constraint>();
  const collect = (part: Document): void => {
    for (const [name, condition] of Object.entries(part)) {
      if (name === '$and' && Array.isArray(condition)) condition.filter(isDocument).forEach(collect);
      else if (!name.startsWith('$')) narrow(constraints, name, constraintOf(condition));
    }
  };
  collect(filter);
  return constraints;
}

/** Both hold, so that either alone is a bound too. */
function narrow(constraints: Map<string, Constraint>, path: string, added: Constraint | undefined): void {
  if (!added) return;
  const known = constraints.get(path) ?? {};
  constraints.set(path, {
    equal: known.equal ?? added.equal,
    lower: known.lower ?? added.lower,
    upper: known.upper ?? added.upper,
  });
}

function constraintOf(condition: unknown): Constraint | undefined {
  if (!hasOperators(condition)) return isFixed(condition) ? { equal: [condition] } : undefined;
  const equal = fieldOf(condition, '$eq');
  if ('$eq' in condition && isFixed(equal)) return { equal: [equal] };
  const list = fieldOf(condition, '$in');
  if (Array.isArray(list) && list.every(isFixed)) return { equal: list };
  const lowest = fieldOf(condition, '$gt') ?? fieldOf(condition, '$gte');
  const highest = fieldOf(condition, '$lt') ?? fieldOf(condition, '$lte');
  if (lowest === undefined && highest === undefined) return undefined;
  // Only values of one type are in order with each other.
  return {
    lower: lowest === undefined ? typeBounds(highest)[0] : orderKey(lowest),
    upper: highest === undefined ? typeBounds(lowest)[1] : orderKey(highest),
  };
}

/** Regular expressions and arrays are equal to more than their own key. */
function isFixed(value: unknown): boolean {
  if (Array.isArray(value)) return false;
  return (
    typeof value !== 'object' ||
    value === null ||
    (value as { _bsontype?: unknown })._bsontype !== 'BSONRegExp'
  );
}
