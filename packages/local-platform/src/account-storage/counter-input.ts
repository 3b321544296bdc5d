import { fieldsOf } from 'monday-persistence/json';
import { AccountStorageInputError } from './account-storage.errors.js';

export const PERIODS = ['DAILY', 'MONTHLY', 'YEARLY'] as const;
export type CounterPeriod = (typeof PERIODS)[number];

/** A counter request (docs/monday-platform.md#storage-api). */
export interface CounterIncrement {
  readonly period: CounterPeriod;
  readonly kind: string;
  readonly incrementBy: number;
  readonly renewalDate: Date | undefined;
}

const FIELDS = ['period', 'kind', 'renewalDate', 'incrementBy'] as const;

/**
 * @param isComplete whether every field is required, as in the sidecar (docs/monday-platform.md#sidecar)
 * @throws AccountStorageInputError
 */
export function counterIncrement(body: unknown, isComplete = false): CounterIncrement {
  const fields = fieldsOf(body);
  const missing = isComplete ? FIELDS.find((name) => fields[name] === undefined) : undefined;
  if (missing) throw new AccountStorageInputError(`${missing} is missing.`);
  const { period, kind = '', incrementBy = 1 } = fields;
  if (!isPeriod(period)) throw new AccountStorageInputError(`period is one of ${PERIODS.join(', ')}.`);
  if (typeof kind !== 'string' || kind.length > 256 || !kind.isWellFormed() || kind.includes('\0')) {
    throw new AccountStorageInputError('kind is a text of at most 256 characters.');
  }
  if (!Number.isSafeInteger(incrementBy))
    throw new AccountStorageInputError('incrementBy is a whole number.');
  return { period, kind, incrementBy: incrementBy as number, renewalDate: dateOf(fields.renewalDate) };
}

const isPeriod = (value: unknown): value is CounterPeriod => (PERIODS as readonly unknown[]).includes(value);

function dateOf(value: unknown): Date | undefined {
  if (value === undefined || value === null) return undefined;
  const date = typeof value === 'string' ? new Date(value) : undefined;
  if (!date || Number.isNaN(date.getTime()))
    throw new AccountStorageInputError('renewalDate is a date in ISO 8601.');
  return date;
}
