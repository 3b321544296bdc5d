import { type Variables } from './variables.js';

/** The variables of this process, without those in files, for code that runs before any configuration is read. */
export function processVariables(): Variables {
  return process.env;
}
