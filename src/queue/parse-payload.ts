import { type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, validateSync, type ValidationError } from 'class-validator';
import { QueueMessageInvalidError } from './queue.errors.js';

const OPTIONS = { whitelist: true, forbidUnknownValues: false };

/** Whether a DTO's rules answer at once; asked once for each. */
const immediate = new WeakMap<Type<object>, boolean>();

/**
 * The payload as its DTO. Fields that the DTO does not name are dropped, so that an older process
 * can handle what a newer one published.
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

/** Rules that wait, and objects inside of which there may be some, take the way that costs three times as much. */
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
