import { Inject, Injectable } from '@nestjs/common';
import { VARIABLE_NAMES_OF_APP, VARIABLES, type VariableNames, type Variables } from '../config/index.js';

/** A shorter value is too likely to be part of an ordinary word. */
const MIN_LENGTH = 8;
const CENSORED = '***';

/** The secrets among the variables, of the framework and of the app's features, for removal from logs. */
@Injectable()
export class ConfiguredSecrets {
  private readonly fields: ReadonlySet<string>;

  constructor(
    @Inject(VARIABLE_NAMES_OF_APP) private readonly names: Pick<VariableNames, 'secret'>,
    @Inject(VARIABLES) private readonly variables: Variables,
  ) {
    this.fields = new Set(names.secret.map(fieldName));
  }

  /** Whether a log field with this name contains a secret: `CALENDAR_KEY`, `calendarKey`, `calendar-key`. */
  isNamed(field: string): boolean {
    return this.fields.has(fieldName(field));
  }

  /** The text without the current values of the secrets; values under 8 characters remain. */
  mask(text: string): string {
    let masked = text;
    for (const name of this.names.secret) {
      const value = this.variables[name];
      if (value !== undefined && value.length >= MIN_LENGTH) masked = masked.replaceAll(value, CENSORED);
    }
    return masked;
  }
}

/** The name of a field as it is compared: without case, dashes and underscores. */
export const fieldName = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');
