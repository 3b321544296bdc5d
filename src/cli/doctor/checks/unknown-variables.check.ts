import { namesWith } from '../../../config/index.js';
import { type Check } from '../check.js';
import { warning } from '../finding.js';

/** Shorter names are similar to too many others. */
const MIN_LENGTH = 8;
const MAX_DISTANCE = 2;

/** Detects misspelled names of variables. */
export const unknownVariablesCheck: Check = {
  name: 'variables',
  run({ variables, features }) {
    const known = namesWith(features.variables).all;
    const isKnown = (name: string): boolean => known.includes(name.replace(/_FILE$/, ''));
    return Object.keys(variables)
      .filter((name) => name.length >= MIN_LENGTH && !isKnown(name))
      .flatMap((name) => {
        const meant = known.find((other) => distance(other, name) <= MAX_DISTANCE);
        return meant === undefined || variables[meant] !== undefined
          ? []
          : [warning(name, `The app does not read this variable.`, `Did you mean ${meant}?`)];
      });
  },
};

/** The Levenshtein distance. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MAX_DISTANCE) return Infinity;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row.at(-1) ?? Infinity;
}
