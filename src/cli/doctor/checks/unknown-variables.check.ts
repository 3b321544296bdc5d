import { namesWith } from '../../../config/index.js';
import { similarName } from '../../../discovery/index.js';
import { type Check } from '../check.js';
import { warning } from '../finding.js';

/** Shorter names are similar to too many others. */
const MIN_LENGTH = 8;

/** Detects misspelled names of variables. */
export const unknownVariablesCheck: Check = {
  name: 'variables',
  run({ variables, features }) {
    const known = namesWith(features.variables).all;
    const isKnown = (name: string): boolean => known.includes(name.replace(/_FILE$/, ''));
    return Object.keys(variables)
      .filter((name) => name.length >= MIN_LENGTH && !isKnown(name))
      .flatMap((name) => {
        const meant = similarName(name, known);
        return meant === undefined || variables[meant] !== undefined
          ? []
          : [warning(name, `The app does not read this variable.`, `Did you mean ${meant}?`)];
      });
  },
};
