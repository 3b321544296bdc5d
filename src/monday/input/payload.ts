import { isObject } from 'monday-persistence/json';
import { ValidationFailedException } from '../../errors/index.js';

const MAX_DEPTH = 32;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

export type Fields = Readonly<Record<string, unknown>>;

/**
 * The `payload` of a block's request. monday may add other fields, so unknown fields are allowed here.
 * @throws ValidationFailedException
 */
export function readPayload(body: unknown): { payload: Fields; runtimeMetadata: Fields } {
  const fields = asFields(body);
  const payload = asFields(fields?.['payload']);
  if (!fields || !payload) throw invalid('payload', 'payload must be an object');
  checkNesting(payload);
  return { payload, runtimeMetadata: optionalFields(fields, 'runtimeMetadata') };
}

/** @throws ValidationFailedException if it is present but not a string */
export function optionalText(fields: Fields, name: string, maxLength = 2_048): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value.length > 0 && value.length <= maxLength) return value;
  throw invalid(name, `${name} must be a text of 1 to ${maxLength} characters`);
}

/** An id: monday sends numbers, sometimes as text. @throws ValidationFailedException */
export function optionalId(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  const id = typeof value === 'number' ? String(value) : value;
  if (typeof id === 'string' && /^[\w.:-]{1,128}$/.test(id)) return id;
  throw invalid(name, `${name} must be an id`);
}

/** Named fields; empty if they are absent. @throws ValidationFailedException if they are not an object */
export function optionalFields(fields: Fields, name: string): Fields {
  const found = asFields(fields[name] ?? {});
  if (!found) throw invalid(name, `${name} must be an object`);
  return found;
}

export function asFields(value: unknown): Fields | undefined {
  return isObject(value) ? value : undefined;
}

export function invalid(field: string, message: string): ValidationFailedException {
  return new ValidationFailedException([{ field, message }]);
}

/** class-transformer crashes on a field `constructor`, drops `__proto__`, and runs out of stack on deep input. */
export function checkNesting(root: unknown): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw invalid('payload', 'the input is nested too deep');
    const objects = level.filter((value) => typeof value === 'object' && value !== null);
    for (const object of objects) {
      const name = Object.keys(object).find((key) => FORBIDDEN.has(key));
      if (name !== undefined) throw invalid(name, `${name} is not a known field`);
    }
    level = objects.flatMap((object) => Object.values(object) as unknown[]);
  }
}
