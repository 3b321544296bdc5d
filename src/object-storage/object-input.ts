import { type FieldProblem } from '../errors/index.js';
import { ObjectStorageInputError } from './object-storage.errors.js';
import {
  type ListObjectsOptions,
  type PresignUploadOptions,
  type PutObjectOptions,
} from './object-storage.types.js';

const MAX_NAME_LENGTH = 256;
const MAX_LIMIT = 100;
const MAX_TYPE_LENGTH = 256;
const MAX_EXPIRY_SECONDS = 7 * 24 * 60 * 60;
const CONTROL_CHARACTER = /\p{Cc}/u;
const LONE_SURROGATE = /\p{Surrogate}/u;
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/;

/** @throws ObjectStorageInputError */
export function checkName(name: unknown): void {
  throwIfAny([{ field: 'name', message: nameProblem(name) }]);
}

/** @throws ObjectStorageInputError */
export function checkPut(name: unknown, { contentType, maxBytes }: PutObjectOptions): void {
  throwIfAny([
    { field: 'name', message: nameProblem(name) },
    { field: 'contentType', message: contentTypeProblem(contentType) },
    { field: 'maxBytes', message: numberProblem(maxBytes, 0, Number.MAX_SAFE_INTEGER) },
  ]);
}

/** @throws ObjectStorageInputError */
export function checkList({ prefix, cursor, limit }: ListObjectsOptions): void {
  throwIfAny([
    { field: 'prefix', message: prefix === undefined || prefix === '' ? undefined : textProblem(prefix) },
    { field: 'cursor', message: cursor === undefined ? undefined : cursorProblem(cursor) },
    { field: 'limit', message: numberProblem(limit, 1, MAX_LIMIT) },
  ]);
}

/** @throws ObjectStorageInputError */
export function checkPresign(name: unknown, { contentType, expiresInSeconds }: PresignUploadOptions): void {
  throwIfAny([
    { field: 'name', message: nameProblem(name) },
    { field: 'contentType', message: contentTypeProblem(contentType) },
    { field: 'expiresInSeconds', message: numberProblem(expiresInSeconds, 1, MAX_EXPIRY_SECONDS) },
  ]);
}

/** `.` and `..` are refused because no URL can address them. */
function nameProblem(name: unknown): string | undefined {
  if (name === '') return 'must not be empty';
  return name === '.' || name === '..' ? 'must not be "." or ".."' : textProblem(name);
}

function textProblem(text: unknown): string | undefined {
  if (typeof text !== 'string') return 'must be a string';
  if (text.length > MAX_NAME_LENGTH) return `must have at most ${MAX_NAME_LENGTH} characters`;
  if (CONTROL_CHARACTER.test(text)) return 'must not contain control characters';
  return LONE_SURROGATE.test(text) ? 'must not contain a lone surrogate' : undefined;
}

function contentTypeProblem(type: unknown): string | undefined {
  if (type === undefined) return undefined;
  const isValid = typeof type === 'string' && type.length <= MAX_TYPE_LENGTH && MEDIA_TYPE.test(type);
  return isValid ? undefined : 'must be a media type, such as image/png';
}

function cursorProblem(cursor: unknown): string | undefined {
  const isValid = typeof cursor === 'string' && /^[\w=+/-]{1,2048}$/.test(cursor);
  return isValid ? undefined : 'must be the cursor of a page';
}

function numberProblem(value: unknown, least: number, most: number): string | undefined {
  if (value === undefined) return undefined;
  const isValid = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  return isValid ? undefined : `must be a whole number from ${least} to ${most}`;
}

function throwIfAny(
  checks: readonly { readonly field: string; readonly message: string | undefined }[],
): void {
  const problems = checks.filter((check): check is FieldProblem => check.message !== undefined);
  if (problems.length > 0) throw new ObjectStorageInputError(problems);
}
