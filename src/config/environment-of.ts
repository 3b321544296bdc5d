import { VARIABLE_NAMES, type Variables } from 'monday-persistence/configuration';

/**
 * The environment of a process that reads its variables as this one did. A variable that is kept in a file stays there,
 * so that the process follows its changes.
 * @param variables as they were read
 * @param overrides of which each wins over a file of the same name
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
