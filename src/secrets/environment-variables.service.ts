import { Inject, Injectable } from '@nestjs/common';
import { VARIABLE_NAMES_OF_APP, VARIABLES, type VariableNames, type Variables } from '../config/index.js';
import { EnvironmentVariableMissingError } from './secrets.errors.js';

/**
 * Returns the app's variables by name, as they were set: those of `Environment` that are not secrets or passwords.
 * Other variables of the process, such as `PATH`, are not available. A value can change while the app is running.
 */
@Injectable()
export class EnvironmentVariablesService {
  constructor(
    @Inject(VARIABLES) private readonly variables: Variables,
    @Inject(VARIABLE_NAMES_OF_APP) private readonly names: Pick<VariableNames, 'shown'>,
  ) {}

  /** The text that was set, `"0"` and `"false"` included, or `undefined`. An empty text counts as not set. */
  get(name: string): string | undefined {
    return this.names.shown.includes(name) ? this.variables[name] || undefined : undefined;
  }

  /** @throws EnvironmentVariableMissingError */
  require(name: string): string {
    const value = this.get(name);
    if (value === undefined) throw new EnvironmentVariableMissingError(name);
    return value;
  }

  /** The names of the app's variables that are set. */
  getKeys(): string[] {
    return this.names.shown.filter((name) => this.get(name) !== undefined);
  }
}
