import { BSONRegExp } from 'bson';
import { CommandError } from '../command-error.js';
import { isDocument, isTruthy, type Document } from '../document.js';
import { orderKey, typeBounds } from './order-key.js';
import { namesOf, valuesAt } from './paths.js';

/** Whether a document is found. */
export type Predicate = (document: Document) => boolean;
type Test = (values: readonly unknown[]) => boolean;

const MAX_DEPTH = 20;

/**
 * Compiles a filter.
 * @throws CommandError BadValue if it has an operator that is not known here
 */
export function predicateOf(filter: Document, depth = 0): Predicate {
  if (depth > MAX_DEPTH) throw new CommandError('BadValue', 'The filter is nested too deeply.');
  const all = Object.entries(filter).map(([name, condition]) => partOf(name, condition, depth));
  return (document) => all.every((matches) => matches(document));
}

function partOf(name: string, condition: unknown, depth: number): Predicate {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return combined(name, condition, depth);
    default:
      if (name.startsWith('$')) throw new CommandError('BadValue', `unknown top level operator: ${name}`);
      return fieldPredicate(name, condition, depth);
  }
}

function combined(name: '$and' | '$or' | '$nor', condition: unknown, depth: number): Predicate {
  if (!Array.isArray(condition) || condition.length === 0 || !condition.every(isDocument)) {
    throw new CommandError('BadValue', `${name} must be a nonempty array of documents`);
  }
  const parts = condition.map((part) => predicateOf(part, depth + 1));
  if (name === '$and') return (document) => parts.every((matches) => matches(document));
  const some: Predicate = (document) => parts.some((matches) => matches(document));
  return name === '$or' ? some : (document) => !some(document);
}

function fieldPredicate(path: string, condition: unknown, depth: number): Predicate {
  const names = namesOf(path);
  const test = hasOperators(condition) ? operators(condition, depth) : equalTo(condition);
  return (document) => test(valuesAt(document, names));
}

/** Whether a condition is made of operators, such as `{$gt: 5}`, and not a value to be equal to. */
export function hasOperators(condition: unknown): condition is Document {
  return isDocument(condition) && Object.keys(condition)[0]?.startsWith('$') === true;
}

function operators(condition: Document, depth: number): Test {
  const tests = Object.entries(condition)
    .filter(([name]) => name !== '$options')
    .map(([name, operand]) => operator(name, operand, condition, depth));
  return (values) => tests.every((test) => test(values));
}

function operator(name: string, operand: unknown, condition: Document, depth: number): Test {
  switch (name) {
    case '$eq':
      return equalTo(operand);
    case '$ne':
      return not(equalTo(operand));
    case '$gt':
      return ordered(operand, (order) => order > 0);
    case '$gte':
      return ordered(operand, (order) => order >= 0);
    case '$lt':
      return ordered(operand, (order) => order < 0);
    case '$lte':
      return ordered(operand, (order) => order <= 0);
    case '$in':
      return oneOf(operand, name);
    case '$nin':
      return not(oneOf(operand, name));
    case '$exists':
      return (values) => values.length > 0 === isTruthy(operand);
    case '$not':
      if (!hasOperators(operand)) throw new CommandError('BadValue', '$not needs an object of operators');
      if (depth > MAX_DEPTH) throw new CommandError('BadValue', 'The filter is nested too deeply.');
      return not(operators(operand, depth + 1));
    case '$regex':
      return textPrefix(operand, condition.$options);
    default:
      throw new CommandError('BadValue', `unknown operator: ${name}`);
  }
}

const not =
  (test: Test): Test =>
  (values) =>
    !test(values);

function equalTo(operand: unknown): Test {
  if (operand instanceof BSONRegExp) return textPrefix(operand, undefined);
  const key = orderKey(operand);
  const isNull = operand === null || operand === undefined;
  return (values) => {
    if (values.length === 0) return isNull;
    return withElements(values).some((value) => orderKey(value).equals(key));
  };
}

function oneOf(operand: unknown, name: string): Test {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', `${name} needs an array`);
  const [expressions, fixed] = [
    operand.filter(isExpression),
    operand.filter((value) => !isExpression(value)),
  ];
  const keys = new Set(fixed.map(textKey));
  const hasNull = fixed.some((value) => value === null || value === undefined);
  const tests = expressions.map((expression) => textPrefix(expression, undefined));
  return (values) => {
    if (values.length === 0) return hasNull;
    return (
      withElements(values).some((value) => keys.has(textKey(value))) || tests.some((test) => test(values))
    );
  };
}

const isExpression = (value: unknown): boolean => value instanceof BSONRegExp;
const textKey = (value: unknown): string => orderKey(value).toString('latin1');

/** Only values of the operand's own type are in order with it. */
function ordered(operand: unknown, holds: (order: number) => boolean): Test {
  const key = orderKey(operand);
  const [first] = typeBounds(operand);
  return (values) => {
    const candidates = values.length === 0 ? [null] : withElements(values);
    return candidates.some((value) => {
      const other = orderKey(value);
      return other[0] === first[0] && holds(Buffer.compare(other, key));
    });
  };
}

/** An array matches by its elements and as a whole. */
function withElements(values: readonly unknown[]): readonly unknown[] {
  if (!values.some(Array.isArray)) return values;
  return values.flatMap((value): unknown[] =>
    Array.isArray(value) ? [...(value as unknown[]), value] : [value],
  );
}

/**
 * Regular expressions can take forever on hostile input, so there are only those that name a beginning: `^` and text
 * without special characters.
 */
function textPrefix(operand: unknown, options: unknown): Test {
  const pattern = operand instanceof BSONRegExp ? operand.pattern : operand;
  const flags = operand instanceof BSONRegExp ? operand.options : (options ?? '');
  if (
    typeof pattern !== 'string' ||
    flags !== '' ||
    !/^\^(?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9])*$/.test(pattern)
  ) {
    throw new CommandError(
      'BadValue',
      'The local platform knows only regular expressions of the form ^text.',
    );
  }
  const prefix = pattern.slice(1).replaceAll(/\\(.)/g, '$1');
  return (values) =>
    withElements(values).some((value) => typeof value === 'string' && value.startsWith(prefix));
}
