import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { ValidationFailedException } from '../errors/index.js';

const MAX_DEPTH = 32;
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Validates every argument with a DTO class, in the whole app. Unknown fields are refused, and values are never
 * converted.
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

  /** Resolves to the argument as an instance of its DTO; arguments without a DTO are unchanged. */
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (!this.toValidate(metadata)) return Promise.resolve(value);
    if (metadata.type === 'query' && isEmpty(value)) return this.emptyOf(metadata);
    refuseTricks(value);
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

function isEmpty(value: unknown): boolean {
  for (const _ in value as object) return false;
  return true;
}

/** class-transformer crashes on a field named `constructor`, drops `__proto__`, and runs out of stack on deep input. */
function refuseTricks(root: unknown): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH)
      throw new ValidationFailedException([{ field: '', message: 'the input is nested too deep' }]);
    const objects = level.filter((value) => typeof value === 'object' && value !== null);
    for (const object of objects) refuseNames(object);
    level = objects.flatMap((object) => Object.values(object) as unknown[]);
  }
}

function refuseNames(object: object): void {
  const name = Object.keys(object).find((key) => FORBIDDEN_NAMES.has(key));
  if (name !== undefined)
    throw new ValidationFailedException([{ field: name, message: `${name} is not a known field` }]);
}
