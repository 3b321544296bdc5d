import { retry, type RetryOptions } from 'monday-persistence/driver-kit';
import { ValidationFailedException } from '../../errors/index.js';
import { readEntityTags } from '../../http/index.js';
import { StoragePreconditionFailedError, StorageVersionConflictError } from './storage.errors.js';
import { type StorageVersion } from './storage.driver.js';

/** The precondition of a write from `If-Match` and `If-None-Match` (RFC 9110, 13.1). */
export type Precondition =
  | { readonly type: 'absent' }
  | { readonly type: 'present' }
  | { readonly type: 'versions'; readonly versions: readonly StorageVersion[] };

export interface PreconditionHeaders {
  readonly 'if-match'?: string;
  readonly 'if-none-match'?: string;
}

/**
 * Limits the retries for a row that is continuously written. Each retry means that another write succeeded, so a hundred
 * that write once at the same moment all come through, however slow the machine.
 */
const CONFLICT_RETRY: RetryOptions = {
  isRetriable: (error) => error instanceof StorageVersionConflictError,
  maxAttempts: 100,
  limitMs: 30_000,
  maxPauseMs: 50,
};

/** @throws ValidationFailedException if a header cannot be read, or both are given */
export function readPrecondition(headers: PreconditionHeaders): Precondition | undefined {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw refusal('If-None-Match', 'must not come together with If-Match');
  }
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== '*') throw refusal('If-None-Match', 'must be * on a write');
    return { type: 'absent' };
  }
  if (ifMatch === undefined) return undefined;
  return ifMatch.trim() === '*' ? { type: 'present' } : { type: 'versions', versions: versionsIn(ifMatch) };
}

/** @throws ValidationFailedException if the request has a precondition, which is not supported there */
export function refusePrecondition(headers: PreconditionHeaders, message: string): void {
  if (headers['if-match'] !== undefined) throw refusal('If-Match', message);
  if (headers['if-none-match'] !== undefined) throw refusal('If-None-Match', message);
}

export interface ConditionalWrite<T> {
  /** The row's current version, or `undefined`. */
  readonly current: () => Promise<StorageVersion | undefined>;
  /** Writes only at this version; `""` is a create-only write. @throws StorageVersionConflictError */
  readonly write: (version: StorageVersion) => Promise<T>;
}

/** @throws StoragePreconditionFailedError; then nothing was written */
export async function writeUnder<T>(precondition: Precondition, attempt: ConditionalWrite<T>): Promise<T> {
  try {
    if (precondition.type === 'absent') return await attempt.write('');
    const only = precondition.type === 'versions' && precondition.versions.length === 1;
    return only
      ? await attempt.write(precondition.versions[0] ?? '')
      : await writeAtCurrent(precondition, attempt);
  } catch (error) {
    if (error instanceof StorageVersionConflictError) {
      throw new StoragePreconditionFailedError(error.currentVersion);
    }
    throw error;
  }
}

/** For a condition that several versions meet: writes at the current version, and retries if it changes. */
async function writeAtCurrent<T>(
  precondition: Precondition,
  { current, write }: ConditionalWrite<T>,
): Promise<T> {
  return retry(async () => {
    const version = await current();
    if (version === undefined || !isMet(precondition, version)) {
      throw new StoragePreconditionFailedError(version ?? null);
    }
    return write(version);
  }, CONFLICT_RETRY);
}

function isMet(precondition: Precondition, version: StorageVersion): boolean {
  return (
    precondition.type === 'present' ||
    (precondition.type === 'versions' && precondition.versions.includes(version))
  );
}

/** The empty tag is ignored, because no row has it. */
function versionsIn(header: string): StorageVersion[] {
  const versions = readEntityTags(header);
  if (!versions) throw refusal('If-Match', 'must be a list of entity tags, or *');
  return versions.filter((version) => version !== '');
}

function refusal(field: string, message: string): ValidationFailedException {
  return new ValidationFailedException([{ field, message }]);
}
