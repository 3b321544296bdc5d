import { Decimal128, Double, Int32, Long } from 'bson';
import { CommandError } from '../command-error.js';
import { fieldOf, isDocument, numberOf, type Document } from '../document.js';
import { hasOperators } from './matcher.js';
import { orderKey } from './order-key.js';
import { namesOf } from './paths.js';

type Fields = Record<string, unknown>;

/** What an update makes of a document. */
export interface Update {
  /** @param isInsert whether an upsert makes the document, which `$setOnInsert` is for */
  apply(document: Document, isInsert: boolean): Document;
}

const MAX_ARRAY_INDEX = 10_000;

/**
 * Compiles an update: a replacement, or operators.
 * @throws CommandError FailedToParse if an operator is not known here
 */
export function updateOf(update: unknown): Update {
  if (Array.isArray(update)) {
    throw new CommandError('FailedToParse', 'The local platform knows no updates by pipelines.');
  }
  if (!isDocument(update)) throw new CommandError('FailedToParse', 'The update must be a document.');
  if (!hasOperators(update)) return replacement(update);
  const steps = Object.entries(update).map(([name, fields]) => stepOf(name, fields));
  return {
    apply: (document, isInsert) => {
      const copy = copyOf(document) as Fields;
      for (const step of steps) step(copy, isInsert);
      requireSameId(document, copy);
      return copy;
    },
  };
}

/** Whether it replaces the whole document. */
export function isReplacement(update: unknown): boolean {
  return isDocument(update) && !hasOperators(update);
}

function replacement(update: Document): Update {
  const operator = Object.keys(update).find((name) => name.startsWith('$'));
  if (operator !== undefined) {
    throw new CommandError(
      'FailedToParse',
      `The replacement has a field with the name of an operator: ${operator}`,
    );
  }
  return {
    apply: (document) => {
      const replaced = document._id === undefined ? { ...update } : { ...update, _id: document._id };
      if (update._id !== undefined) requireSameId(document, update);
      return replaced;
    },
  };
}

function requireSameId(before: Document, after: Document): void {
  if (before._id === undefined || orderKey(before._id).equals(orderKey(after._id))) return;
  throw new CommandError(
    'ImmutableField',
    `Performing an update on the path '_id' would modify the immutable field '_id'`,
  );
}

type Step = (document: Fields, isInsert: boolean) => void;

function stepOf(operator: string, fields: unknown): Step {
  if (!isDocument(fields)) throw new CommandError('FailedToParse', `${operator} needs a document`);
  const changes = Object.entries(fields).map(([path, operand]) => ({ names: namesOf(path), operand }));
  const every =
    (change: (document: Fields, names: readonly string[], operand: unknown) => void): Step =>
    (document) => {
      for (const { names, operand } of changes) change(document, names, operand);
    };
  switch (operator) {
    case '$set':
      return every((document, names, operand) => assign(document, names, () => operand));
    case '$setOnInsert': {
      const set = every((document, names, operand) => assign(document, names, () => operand));
      return (document, isInsert) => (isInsert ? set(document, isInsert) : undefined);
    }
    case '$unset':
      return every(remove);
    case '$inc':
      return every((document, names, operand) => assign(document, names, (value) => sum(value, operand)));
    case '$min':
      return every((document, names, operand) => assign(document, names, extreme(operand, -1)));
    case '$max':
      return every((document, names, operand) => assign(document, names, extreme(operand, 1)));
    default:
      throw new CommandError('FailedToParse', `Unknown modifier: ${operator}`);
  }
}

const extreme =
  (operand: unknown, direction: 1 | -1) =>
  (value: unknown): unknown =>
    value === undefined || Buffer.compare(orderKey(operand), orderKey(value)) * direction > 0
      ? operand
      : value;

/** Sets what a path leads to, and makes the documents on the way. */
function assign(document: Fields, names: readonly string[], change: (value: unknown) => unknown): void {
  let at: Fields | unknown[] = document;
  names.forEach((name, index) => {
    const value = read(at, name);
    if (index === names.length - 1) put(at, name, change(value));
    else if (value === undefined) at = put(at, name, {}) as Fields;
    else if (Array.isArray(value) || isDocument(value)) at = value as Fields | unknown[];
    else
      throw new CommandError(
        'PathNotViable',
        `Cannot create field '${names[index + 1]}' in element {${name}}`,
      );
  });
}

function read(at: Fields | unknown[], name: string): unknown {
  return Array.isArray(at) ? at[position(name)] : fieldOf(at, name);
}

function put(at: Fields | unknown[], name: string, value: unknown): unknown {
  if (Array.isArray(at)) {
    const index = position(name);
    while (at.length < index) at.push(null);
    at[index] = value;
  } else Object.defineProperty(at, name, { value, enumerable: true, writable: true, configurable: true });
  return value;
}

function position(name: string): number {
  if (!/^\d{1,5}$/.test(name) || Number(name) > MAX_ARRAY_INDEX) {
    throw new CommandError('PathNotViable', `Cannot create field '${name}' in an array`);
  }
  return Number(name);
}

function remove(document: Fields, names: readonly string[]): void {
  let at: unknown = document;
  for (const name of names.slice(0, -1))
    at = Array.isArray(at) ? at[Number(name)] : isDocument(at) ? fieldOf(at, name) : undefined;
  const last = names.at(-1) ?? '';
  if (Array.isArray(at)) {
    if (Number(last) < at.length) at[Number(last)] = null;
  } else if (isDocument(at)) delete (at as Fields)[last];
}

/** The sum in the wider type of the two. */
function sum(value: unknown, operand: unknown): unknown {
  const amount = numberOf(operand);
  if (amount === undefined || operand instanceof Decimal128) {
    throw new CommandError('TypeMismatch', 'Cannot increment with non-numeric argument');
  }
  if (value === undefined) return operand;
  const before = numberOf(value);
  if (before === undefined) {
    throw new CommandError('TypeMismatch', 'Cannot apply $inc to a value of non-numeric type');
  }
  if (value instanceof Double || operand instanceof Double) return new Double(before + amount);
  const total = Long.isLong(value) || Long.isLong(operand) ? undefined : before + amount;
  if (total !== undefined && total === (total | 0)) return new Int32(total);
  return longOf(value).add(longOf(operand));
}

const longOf = (value: unknown): Long => (Long.isLong(value) ? value : Long.fromNumber(numberOf(value) ?? 0));

/** Plain documents and arrays are copied; values of BSON are never changed. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isDocument(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, copyOf(field)]));
}

/** The document that an upsert begins with: the fields that the filter compares for equality. */
export function fieldsOfFilter(filter: Document): Document {
  const fields: Fields = {};
  const collect = (part: Document): void => {
    for (const [name, condition] of Object.entries(part)) {
      if (name === '$and' && Array.isArray(condition)) condition.filter(isDocument).forEach(collect);
      else if (name.startsWith('$')) continue;
      else if (!hasOperators(condition)) assign(fields, namesOf(name), () => condition);
      else if ('$eq' in condition) assign(fields, namesOf(name), () => condition.$eq);
    }
  };
  collect(filter);
  return fields;
}
