import { type FieldProblem } from '../../errors/index.js';
import {
  encodeJson,
  findKeyProblem,
  findTextProblem,
  findVersionProblem,
  JsonValue,
} from '../rules/index.js';
import { StorageInputError, StorageValueTooLargeError } from './storage.errors.js';
import { type IncrementOptions, type SearchOptions, type StorageOperation } from './storage.types.js';

/** Longest life of a row that expires. */
export const MAX_TTL_SECONDS = 30 * 24 * 60 * 60;
export const MAX_SEARCH_LIMIT = 100;
export const DEFAULT_SEARCH_LIMIT = 50;
/** Most operations of one batch. */
export const MAX_OPERATIONS = 100;
/** Longest term or kind, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 256;
/** Longest cursor, in characters. */
export const MAX_CURSOR_LENGTH = 4096;

const PERIODS: readonly unknown[] = ['DAILY', 'MONTHLY', 'YEARLY'];
const TEXT_LIMIT = `must be a string of at most ${MAX_TEXT_LENGTH} characters`;

type Check = readonly [field: string, problem: string | undefined];

/**
 * @param path what stands before the names of the fields, such as `operations.0.`
 * @throws StorageInputError with everything that is wrong
 */
export function checkRow(
  key: unknown,
  options: { shared?: unknown; version?: unknown } = {},
  path = '',
): void {
  refuse([
    [`${path}key`, findKeyProblem(key)],
    [`${path}version`, optional(options.version, findVersionProblem)],
    [`${path}shared`, optional(options.shared, findBooleanProblem)],
  ]);
}

/**
 * Checks a write and makes its JSON text, or takes that of a `JsonValue`.
 * @param path as for {@link checkRow}
 * @throws StorageInputError | StorageValueTooLargeError
 */
export function checkWrite(
  key: unknown,
  value: unknown,
  options: { version?: unknown; shared?: unknown; ttlSeconds?: unknown },
  path = '',
): string {
  checkRow(key, options, path);
  refuse([[`${path}ttlSeconds`, optional(options.ttlSeconds, findTtlProblem)]]);
  const encoding = value instanceof JsonValue ? value.encoding : encodeJson(value);
  if ('text' in encoding) return encoding.text;
  const problem = { field: `${path}value`, message: encoding.problem };
  throw encoding.tooLarge ? new StorageValueTooLargeError(problem) : new StorageInputError([problem]);
}

/** @throws StorageInputError */
export function checkSearch({ term, shared, cursor, limit }: SearchOptions): void {
  refuse([
    ['term', optional(term, (text) => findLengthProblem(text) ?? findTextProblem(text as string))],
    ['shared', optional(shared, findBooleanProblem)],
    ['cursor', optional(cursor, (text) => findCursorProblem(text))],
    [
      'limit',
      optional(limit, (count) =>
        isWholeNumber(count, 1, MAX_SEARCH_LIMIT)
          ? undefined
          : `must be a whole number from 1 to ${MAX_SEARCH_LIMIT}`,
      ),
    ],
  ]);
}

/** @throws StorageInputError */
export function checkIncrement({ period, incrementBy, kind, renewalDate }: IncrementOptions): void {
  refuse([
    ['period', PERIODS.includes(period) ? undefined : `must be one of ${PERIODS.join(', ')}`],
    [
      'incrementBy',
      optional(incrementBy, (by) => (Number.isSafeInteger(by) ? undefined : 'must be a safe whole number')),
    ],
    ['kind', optional(kind, findKeyProblem)],
    ['renewalDate', optional(renewalDate, findDateProblem)],
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
  const { type } = (operation ?? {}) as { type?: unknown };
  return type === 'upsert' || type === 'delete' ? undefined : 'must be "upsert" or "delete"';
}

function refuse(checks: readonly Check[]): void {
  const problems = checks.flatMap(([field, message]): FieldProblem[] =>
    message ? [{ field, message }] : [],
  );
  if (problems.length > 0) throw new StorageInputError(problems);
}

function optional(value: unknown, findProblem: (value: unknown) => string | undefined): string | undefined {
  return value === undefined ? undefined : findProblem(value);
}

function findLengthProblem(text: unknown): string | undefined {
  return typeof text === 'string' && text.length <= MAX_TEXT_LENGTH ? undefined : TEXT_LIMIT;
}

function findBooleanProblem(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : 'must be true or false';
}

function findTtlProblem(seconds: unknown): string | undefined {
  return isWholeNumber(seconds, 1, MAX_TTL_SECONDS)
    ? undefined
    : `must be a whole number of seconds from 1 to ${MAX_TTL_SECONDS}`;
}

function findCursorProblem(cursor: unknown): string | undefined {
  return typeof cursor === 'string' && cursor.length <= MAX_CURSOR_LENGTH
    ? undefined
    : 'must be a cursor of an earlier page';
}

function findDateProblem(date: unknown): string | undefined {
  const isUsable = date instanceof Date && date.getUTCFullYear() >= 1970 && date.getUTCFullYear() <= 9999;
  return isUsable ? undefined : 'must be a date from 1970 to 9999';
}

function isWholeNumber(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}
