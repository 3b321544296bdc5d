import { type MongoError } from 'mongodb';
import { PersistenceUnavailableError } from 'monday-persistence';
import { BaseError } from '../../errors/index.js';

/** `_id` is taken. */
const DUPLICATE_KEY = 11_000;
/** Another write came first. */
const WRITE_CONFLICT = 112;
const CREDENTIALS_REFUSED = 18;
/** Unauthorized, IllegalOperation, NotWritablePrimary. */
const READ_ONLY: ReadonlySet<unknown> = new Set([13, 20, 10_107]);
/** How the two forms of Google's status RESOURCE_EXHAUSTED arrive is not documented, so the text decides as well. */
const EXHAUSTED = /quota|resource_?exhausted/i;

/** The free or paid quota of a day is used up (docs/monday-platform.md#document-db). Nothing was written. */
export class DocumentDbQuotaError extends BaseError {
  constructor(cause?: unknown) {
    super({
      code: 'persistence.quota_exceeded',
      status: 503,
      message: 'The quota of the store is used up. Try again later.',
      retryAfterSeconds: 300,
      cause,
    });
  }
}

/** The server does not accept the user or the password of the address. */
export class DocumentDbCredentialsError extends BaseError {
  constructor(cause?: unknown) {
    super({
      code: 'persistence.credentials_refused',
      status: 503,
      message: 'The store refuses the user or the password.',
      cause,
    });
  }
}

/** The user may not write, or the server accepts no writes. Nothing was written. */
export class DocumentDbReadOnlyError extends BaseError {
  constructor(cause?: unknown) {
    super({
      code: 'persistence.read_only',
      status: 503,
      message: 'The store accepts no writes.',
      retryAfterSeconds: 60,
      cause,
    });
  }
}

/** The error of the library as one of the contract. Its text, which may hold an address, stays in the cause. */
export function toPersistenceError(error: unknown): BaseError {
  if (error instanceof BaseError) return error;
  if (isQuota(error)) return new DocumentDbQuotaError(error);
  const code = codeOf(error);
  if (CREDENTIALS_REFUSED === code) return new DocumentDbCredentialsError(error);
  if (READ_ONLY.has(code)) return new DocumentDbReadOnlyError(error);
  return new PersistenceUnavailableError(error);
}

export const isDuplicate = (error: unknown): boolean => codeOf(error) === DUPLICATE_KEY;

/** Whether nothing was written because of other writes, such as too many on one document. */
export function isContention(error: unknown): boolean {
  return codeOf(error) === WRITE_CONFLICT && !hasLabel(error, 'UnknownTransactionCommitResult');
}

/** Whether the transaction was undone and may succeed if it is run again. */
export function isTransient(error: unknown): boolean {
  if (hasLabel(error, 'UnknownTransactionCommitResult') || isQuota(error)) return false;
  return hasLabel(error, 'TransientTransactionError') || isContention(error) || isDuplicate(error);
}

function isQuota(error: unknown): boolean {
  const { name, message = '', codeName = '' } = error as Partial<MongoError & { codeName: string }>;
  return (
    typeof name === 'string' &&
    name.startsWith('Mongo') &&
    (EXHAUSTED.test(message) || EXHAUSTED.test(codeName))
  );
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

function hasLabel(error: unknown, label: string): boolean {
  const { hasErrorLabel } = error as Partial<MongoError>;
  return typeof hasErrorLabel === 'function' && hasErrorLabel.call(error, label);
}
