import { ColumnInputError } from './column-input.errors.js';

const DATE = /^\d{4}-\d\d-\d\d$/;
const ID = /^[1-9]\d{0,18}$/;

export function check(isValid: boolean, type: string, expected: string): void {
  if (!isValid) throw new ColumnInputError(type, expected);
}

/** @throws ColumnInputError if a text is empty, or is none */
export function checkText(text: unknown, type: string, expected: string): void {
  check(typeof text === 'string' && text !== '', type, expected);
}

/** @throws ColumnInputError if it is not a day of the calendar */
export function checkDate(date: unknown, type: string): void {
  const isDate = typeof date === 'string' && DATE.test(date);
  const time = isDate ? new Date(`${date}T00:00:00Z`) : undefined;
  const isDay =
    time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(String(date));
  check(isDay, type, 'a date YYYY-MM-DD');
}

/** @throws ColumnInputError if it is not a whole number from `min` to `max` */
export function checkWhole(value: unknown, min: number, max: number, type: string, what: string): void {
  const isWhole = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
  check(isWhole, type, `${what} from ${min} to ${max}`);
}

/** The ids as the numbers that monday wants. @throws ColumnInputError */
export function numericIds(ids: readonly (string | number)[], type: string): number[] {
  check(Array.isArray(ids), type, 'a list of ids');
  return ids.map((id) => numericId(id, type));
}

/** @throws ColumnInputError */
export function numericId(id: string | number, type: string): number {
  const isId = (typeof id === 'string' || typeof id === 'number') && ID.test(String(id));
  check(isId && Number.isSafeInteger(Number(id)), type, 'ids, which are positive whole numbers');
  return Number(id);
}
