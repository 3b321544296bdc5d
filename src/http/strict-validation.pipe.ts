import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { ValidationFailedException } from '../errors/index.js';
import { findChangedNumber, withExactNumbers } from './body/index.js';

const MAX_DEPTH = 32;
/** Elements of one list, fields of one object, and values of the whole input. */
const MAX_LIST = 1_000;
const MAX_FIELDS = 200;
const MAX_VALUES = 2_000;
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Validates every argument with a DTO class, in the whole app. Unknown fields are refused, and values are never
 * converted, nor rounded: a body with a number that no double holds exactly is refused. Without a DTO, as in the routes
 * for monday, such a number is text: an event must not be lost, and an id must not be another one.
 */
@Injectable()
export class StrictValidationPipe extends ValidationPipe {
  private readonly allowNothing = new Set<object>();

  constructor() {
    super({
      transform: true,
      transformOptions: { enableImplicitConversion: false },
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => ValidationFailedException.fromValidationErrors(errors),
    });
  }

  /** Resolves to the argument as an instance of its DTO; other bodies have exact numbers, and other arguments are unchanged. */
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (!this.toValidate(metadata)) {
      return Promise.resolve(metadata.type === 'body' ? withExactNumbers(value) : value);
    }
    if (metadata.type === 'query' && isEmpty(value)) return this.emptyOf(metadata);
    refuseTricks(value);
    refuseChangedNumbers(value);
    return super.transform(value, metadata) as Promise<unknown>;
  }

  /** Most requests have no query, so a positive validation of an empty query is cached. */
  private async emptyOf(metadata: ArgumentMetadata): Promise<unknown> {
    const dto = metadata.metatype as new () => object;
    if (!this.allowNothing.has(dto)) {
      await super.transform({}, metadata);
      this.allowNothing.add(dto);
    }
    return new dto();
  }

  /** tsc names `Function` as the class of an argument whose type was imported as a type only; swc names `Object`. */
  protected override toValidate(metadata: ArgumentMetadata): boolean {
    return metadata.metatype !== Function && super.toValidate(metadata);
  }
}

function refuseChangedNumbers(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (findChangedNumber(value) !== undefined)
    throw refusal('contains a number that cannot be kept exactly', 'body');
}

function isEmpty(value: unknown): boolean {
  for (const _ in value as object) return false;
  return true;
}

/**
 * Refuses, before anything is validated, what class-transformer cannot handle: it crashes on a field named `constructor`,
 * drops `__proto__`, and runs out of stack on deep input. It also takes time for each value of the input, even if the
 * input is refused, so their number is limited.
 */
function refuseTricks(root: unknown): void {
  let level: unknown[] = [root];
  let values = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw refusal('the input is nested too deep');
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      values += checkSize(value);
      if (values > MAX_VALUES) throw refusal('the input has too many values');
      refuseNames(value);
      next.push(...(Object.values(value) as unknown[]));
    }
    level = next;
  }
}

/** The number of values in a list or an object. */
function checkSize(value: object): number {
  if (Array.isArray(value)) {
    if (value.length > MAX_LIST) throw refusal(`a list has more than ${MAX_LIST} elements`);
    return value.length;
  }
  let fields = 0;
  for (const _ in value) {
    fields += 1;
    if (fields > MAX_FIELDS) throw refusal(`an object has more than ${MAX_FIELDS} fields`);
  }
  return fields;
}

function refuseNames(object: object): void {
  const name = Object.keys(object).find((key) => FORBIDDEN_NAMES.has(key));
  if (name !== undefined) throw refusal(`${name} is not a known field`, name);
}

const refusal = (message: string, field = ''): ValidationFailedException =>
  new ValidationFailedException([{ field, message }]);
