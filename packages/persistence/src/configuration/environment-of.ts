import { VARIABLE_NAMES } from './variable-names.js';
import { type Variables } from './variables.js';

/**
 * The environment for a child process that reads the same variables. A variable in a file stays in the file, so that
 * the process follows its changes.
 * @param variables the variables of this process
 * @param overrides take precedence over files with the same name
 */
export function environmentOf(variables: Variables, overrides: Variables = {}): Variables {
  const environment: Record<string, string | undefined> = { ...variables };
  for (const name of VARIABLE_NAMES) {
    const file = `${name}_FILE`;
    if (overrides[name] !== undefined) delete environment[file];
    else if (environment[file]) delete environment[name];
  }
  return { ...environment, ...overrides };
}
