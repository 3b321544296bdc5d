import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { QueueMessageInvalidError } from './queue.errors.js';

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
  const errors = await validate(payload, { whitelist: true, forbidUnknownValues: false });
  if (errors.length > 0) {
    throw new QueueMessageInvalidError(new Error(`Broken: ${errors.map((e) => e.property).join(', ')}`));
  }
  return payload;
}
