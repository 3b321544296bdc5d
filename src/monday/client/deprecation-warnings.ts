import { Logger } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { fieldsOf } from 'monday-persistence/json';

const MAX_FIELDS = 1_000;
/** Warnings of one reply that are read. */
const MAX_WARNINGS = 50;
const MAX_LENGTH = 200;

interface Warning {
  /** Such as `Board.owner`. */
  readonly field: string;
  readonly reason: string | undefined;
}

/**
 * Logs each deprecated field of the app's queries once, as monday reports it in the `extensions` of a good reply
 * (docs/monday-platform.md#graphql-errors). Remembers the last thousand fields.
 */
export class DeprecationWarnings {
  private readonly logger = new Logger(DeprecationWarnings.name);
  private readonly logged = new BoundedSet<string>({ capacity: MAX_FIELDS });

  /** @param extensions of a reply; any type */
  report(extensions: unknown): void {
    const { warnings } = fieldsOf(extensions);
    if (!Array.isArray(warnings)) return;
    for (const warning of (warnings as unknown[]).slice(0, MAX_WARNINGS)) this.log(readWarning(warning));
  }

  private log({ field, reason }: Warning): void {
    if (field === '' || this.logged.has(field)) return;
    this.logged.add(field);
    this.logger.warn({ event: 'monday.field_deprecated', field, reason }, 'a query uses a deprecated field');
  }
}

/** The type and the field, or what else identifies the warning. Numbers differ between replies. */
function readWarning(warning: unknown): Warning {
  const { message, path, extensions } = fieldsOf(warning);
  const { typeName, fieldName } = fieldsOf(extensions);
  const reason = text(typeof warning === 'string' ? warning : message);
  const names = [text(typeName), text(fieldName)].filter((name) => name !== undefined);
  const steps = Array.isArray(path) ? (path as unknown[]).slice(0, 10).map(text) : [];
  const place = steps.filter((step) => step !== undefined).join('.');
  const field = text(fieldName) === undefined ? place || (reason ?? '') : names.join('.');
  return { field: field.replace(/\d+/g, '#').slice(0, MAX_LENGTH), reason };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_LENGTH) : undefined;
}
