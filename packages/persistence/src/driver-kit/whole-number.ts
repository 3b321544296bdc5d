import { PersistenceNotANumberError } from '../persistence.errors.js';

const WHOLE_NUMBER = /^(?:0|-?[1-9]\d{0,15})$/;

/**
 * The sum of a stored number (`undefined` counts as 0) and another.
 * @throws PersistenceNotANumberError
 */
export function addWholeNumber(key: string, stored: string | undefined, by: number): number {
  if (stored !== undefined && !WHOLE_NUMBER.test(stored)) throw new PersistenceNotANumberError(key);
  const sum = Number(stored ?? 0) + by;
  if (!Number.isSafeInteger(Number(stored ?? 0)) || !Number.isSafeInteger(sum)) {
    throw new PersistenceNotANumberError(key);
  }
  return sum;
}
