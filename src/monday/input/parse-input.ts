import { type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { ValidationFailedException } from '../../errors/index.js';
import { type Fields } from './payload.js';

/**
 * The input fields as their DTO. Fields that are not in the DTO are dropped, because monday sends all fields of the
 * block, including those of a newer version.
 * @throws ValidationFailedException
 */
export async function parseInput<T extends object>(dto: Type<T>, fields: Fields): Promise<T> {
  const input = plainToInstance(dto, fields);
  const errors = await validate(input, {
    whitelist: true,
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  if (errors.length > 0) throw ValidationFailedException.fromValidationErrors(errors);
  return input;
}
