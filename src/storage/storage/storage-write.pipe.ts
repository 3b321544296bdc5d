import { Injectable, type PipeTransform } from '@nestjs/common';
import { ValidationFailedException } from '../../errors/index.js';
import { type StorageWrite } from './dto/storage-write.dto.js';
import { findFieldProblems, isJsonObject } from './write-fields.js';

const FIELDS: readonly string[] = ['value', 'version', 'shared', 'ttl'];

/** Checks the body of a write. */
@Injectable()
export class StorageWritePipe implements PipeTransform<unknown, StorageWrite> {
  /** @throws ValidationFailedException */
  transform(body: unknown): StorageWrite {
    if (!isJsonObject(body)) {
      throw new ValidationFailedException([{ field: 'body', message: 'must be a JSON object' }]);
    }
    const problems = findFieldProblems(body, FIELDS);
    if (problems.length > 0) throw new ValidationFailedException(problems);
    const { value, version, shared, ttl } = body as StorageWrite;
    return { value, version, shared, ttl };
  }
}
