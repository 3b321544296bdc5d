import { fieldsOf } from 'monday-persistence/json';
import { type FieldProblem } from '../../errors/index.js';
import { encodeJson, findKeyProblem, JsonValue, type FieldRule } from '../rules/index.js';
import { CURSOR, INCREMENT, KIND, LIMIT, PERIOD, SHARED, TERM, TTL, VERSION } from './storage-rules.js';
import { StorageInputError, StorageValueTooLargeError } from './storage.errors.js';
import { type IncrementOptions, type SearchOptions, type StorageOperation } from './storage.types.js';

export const DEFAULT_SEARCH_LIMIT = 50;
/** Most operations of one batch. */
export const MAX_OPERATIONS = 100;

interface RowOptions {
  readonly shared?: unknown;
  readonly version?: unknown;
}

type Check = readonly [field: string, problem: string | undefined];

/**
 * @param path what stands before the names of the fields, such as `operations.0.`
 * @throws StorageInputError with everything that is wrong
 */
export function checkRow(key: unknown, options: RowOptions = {}, path = ''): void {
  refuse(rowChecks(key, options, path));
}

/**
 * Checks a write and makes its JSON text, or takes that of a `JsonValue`.
 * @param path as for {@link checkRow}
 * @throws StorageInputError | StorageValueTooLargeError
 */
export function checkWrite(
  key: unknown,
  value: unknown,
  options: RowOptions & { ttlSeconds?: unknown },
  path = '',
): string {
  const ttlProblem = optional(options.ttlSeconds, TTL);
  refuse([...rowChecks(key, options, path), [`${path}ttlSeconds`, ttlProblem]]);
  const encoding = value instanceof JsonValue ? value.encoding : encodeJson(value);
  if ('text' in encoding) return encoding.text;
  const problem = { field: `${path}value`, message: encoding.problem };
  throw encoding.tooLarge ? new StorageValueTooLargeError(problem) : new StorageInputError([problem]);
}

/** @throws StorageInputError */
export function checkSearch({ term, shared, cursor, limit }: SearchOptions): void {
  refuse([
    ['term', optional(term, TERM)],
    ['shared', optional(shared, SHARED)],
    ['cursor', optional(cursor, CURSOR)],
    ['limit', optional(limit, LIMIT)],
  ]);
}

/** @throws StorageInputError */
export function checkIncrement({ period, incrementBy, kind, renewalDate }: IncrementOptions): void {
  refuse([
    ['period', PERIOD.findProblem(period)],
    ['incrementBy', optional(incrementBy, INCREMENT)],
    ['kind', optional(kind, KIND)],
    ['renewalDate', optional(renewalDate, RENEWAL_DATE)],
  ]);
}

/** @throws StorageInputError */
export function checkBatch(operations: readonly StorageOperation[]): void {
  if (!Array.isArray(operations) || operations.length > MAX_OPERATIONS) {
    refuse([['operations', `must be a list of at most ${MAX_OPERATIONS}`]]);
  }
  refuse(operations.map((operation, index) => [`operations.${index}.type`, findTypeProblem(operation)]));
}

function findTypeProblem(operation: unknown): string | undefined {
  const { type } = fieldsOf(operation);
  return type === 'upsert' || type === 'delete' ? undefined : 'must be "upsert" or "delete"';
}

function rowChecks(key: unknown, { version, shared }: RowOptions, path: string): Check[] {
  return [
    [`${path}key`, findKeyProblem(key)],
    [`${path}version`, optional(version, VERSION)],
    [`${path}shared`, optional(shared, SHARED)],
  ];
}

function problemsOf(checks: readonly Check[]): FieldProblem[] {
  return checks.flatMap(([field, message]) => (message ? [{ field, message }] : []));
}

function refuse(checks: readonly Check[]): void {
  const problems = problemsOf(checks);
  if (problems.length > 0) throw new StorageInputError(problems);
}

/** What is wrong with the options of a write, by the names that they have in a request. */
export function findOptionProblems(options: {
  version?: unknown;
  shared?: unknown;
  ttl?: unknown;
}): FieldProblem[] {
  return problemsOf([
    ['version', optional(options.version, VERSION)],
    ['shared', optional(options.shared, SHARED)],
    ['ttl', optional(options.ttl, TTL)],
  ]);
}

function optional(value: unknown, { findProblem }: Pick<FieldRule, 'findProblem'>): string | undefined {
  return value === undefined ? undefined : findProblem(value);
}

const RENEWAL_DATE: Pick<FieldRule, 'findProblem'> = {
  findProblem: (date) => {
    const isUsable = date instanceof Date && date.getUTCFullYear() >= 1970 && date.getUTCFullYear() <= 9999;
    return isUsable ? undefined : 'must be a date from 1970 to 9999';
  },
};
