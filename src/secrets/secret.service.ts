import { Inject, Injectable } from '@nestjs/common';
import { SECRET_NAMES, VARIABLES, type SecretName, type Variables } from '../config/index.js';
import { SecretMissingError } from './secrets.errors.js';

const NAMES: ReadonlySet<string> = new Set(SECRET_NAMES);

/**
 * Reads secrets by name. Reading is cheap and never touches the disk; the value may change while the app runs,
 * so ask each time instead of keeping it.
 */
@Injectable()
export class SecretService {
  constructor(@Inject(VARIABLES) private readonly variables: Variables) {}

  /** The secret, or `undefined` if it is not set or is no secret of the app. An empty string counts as not set. */
  get(name: SecretName): string | undefined {
    return NAMES.has(name) ? this.variables[name] || undefined : undefined;
  }

  /** @throws SecretMissingError */
  require(name: SecretName): string {
    const value = this.get(name);
    if (value === undefined) throw new SecretMissingError(name);
    return value;
  }

  /** The names of the secrets that are set; never anything else of the environment. */
  getKeys(): SecretName[] {
    return SECRET_NAMES.filter((name) => this.get(name) !== undefined);
  }
}
