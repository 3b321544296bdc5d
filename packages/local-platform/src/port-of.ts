import { ConfigurationError, type Variables } from 'monday-persistence/configuration';

const MAX_PORT = 65_535;

/**
 * The port that a variable sets; 0 stands for any free one.
 * @throws ConfigurationError if it is no port
 */
export function portOf(variables: Variables, name: string, otherwise: number): number {
  const text = variables[name] || String(otherwise);
  if (/^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT) return Number(text);
  throw new ConfigurationError([{ name, problem: `must be a port, 0 to ${MAX_PORT}` }]);
}
