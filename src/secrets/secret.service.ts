import { Inject, Injectable } from '@nestjs/common';
import {
  VARIABLE_NAMES_OF_APP,
  VARIABLES,
  type SecretName,
  type VariableNames,
  type Variables,
} from '../config/index.js';
import { SecretMissingError } from './secrets.errors.js';

/** The name of a secret: one of the framework, or one that a feature declares with `@Secret()`. */
export type AnySecretName = SecretName | (string & {});

/**
 * Reads secrets by name. Reading is cheap and never touches the disk; the value may change while the app runs,
 * so ask each time instead of keeping it.
 */
@Injectable()
export class SecretService {
  constructor(
    @Inject(VARIABLES) private readonly variables: Variables,
    @Inject(VARIABLE_NAMES_OF_APP) private readonly names: Pick<VariableNames, 'secret'>,
  ) {}

  /** The secret, or `undefined` if it is not set or is no secret of the app. An empty string counts as not set. */
  get(name: AnySecretName): string | undefined {
    return this.names.secret.includes(name) ? this.variables[name] || undefined : undefined;
  }

  /** @throws SecretMissingError */
  require(name: AnySecretName): string {
    const value = this.get(name);
    if (value === undefined) throw new SecretMissingError(name);
    return value;
  }

  /** The names of the secrets that are set; never anything else of the environment. */
  getKeys(): string[] {
    return this.names.secret.filter((name) => this.get(name) !== undefined);
  }
}
