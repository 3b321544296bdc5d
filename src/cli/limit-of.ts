import { UsageError } from 'monday-persistence/command-line';

const DEFAULT = 20;
const MAX = 1_000;

/** The number of rows in the only argument of a command. @throws UsageError */
export function limitOf(given: readonly string[]): number {
  const [text, ...rest] = given;
  if (text === undefined) return DEFAULT;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (rest.length > 0 || limit < 1 || limit > MAX) {
    throw new UsageError(`Give a number from 1 to ${MAX}.`);
  }
  return limit;
}
