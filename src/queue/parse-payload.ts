import { type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, validateSync, type ValidationError } from 'class-validator';
import { QueueMessageInvalidError } from './queue.errors.js';

const OPTIONS = { whitelist: true, forbidUnknownValues: false };

/** Whether the validation of a DTO is synchronous; determined once for each DTO. */
const immediate = new WeakMap<Type<object>, boolean>();

/**
 * Parses the payload as its DTO. Other fields are dropped, so that an older process can handle messages of a newer one.
 * @throws QueueMessageInvalidError
 */
export async function parsePayload(json: string, dto: Type<object>): Promise<object> {
  let payload: object;
  try {
    payload = plainToInstance(dto, JSON.parse(json));
  } catch (error) {
    throw new QueueMessageInvalidError(error);
  }
  if (!(payload instanceof dto)) throw new QueueMessageInvalidError();
  const errors = isImmediate(dto) ? validateSync(payload, OPTIONS) : await validate(payload, OPTIONS);
  if (errors.length > 0) throw new QueueMessageInvalidError(new Error(`Broken: ${namesOf(errors)}`));
  return payload;
}

const namesOf = (errors: readonly ValidationError[]): string => errors.map((e) => e.property).join(', ');

/** Asynchronous rules, and nested objects that may contain some, use the path that takes three times as long. */
function isImmediate(dto: Type<object>): boolean {
  let known = immediate.get(dto);
  if (known === undefined) {
    const storage = getMetadataStorage();
    const rules = storage.getTargetValidationMetadatas(dto, '', false, false);
    known = rules.every(
      ({ type, constraintCls }) =>
        type !== 'nestedValidation' &&
        type !== 'promiseValidation' &&
        (type !== 'customValidation' ||
          storage.getTargetValidatorConstraints(constraintCls).every(({ async }) => !async)),
    );
    immediate.set(dto, known);
  }
  return known;
}
