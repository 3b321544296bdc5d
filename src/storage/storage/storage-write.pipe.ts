import { Injectable, type PipeTransform } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { ValidationFailedException, type FieldProblem } from '../../errors/index.js';
import { StorageWrite, StorageWriteOptions } from './dto/storage-write.dto.js';

const FIELDS: readonly string[] = ['value', 'version', 'shared', 'ttl'];

/**
 * Checks the body of a write without touching its value. The global pipe would rebuild the value with class-transformer,
 * which fails on `{"constructor": ...}` and drops `__proto__`.
 */
@Injectable()
export class StorageWritePipe implements PipeTransform<unknown, StorageWrite> {
  /** @throws ValidationFailedException */
  transform(body: unknown): StorageWrite {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new ValidationFailedException([{ field: 'body', message: 'must be a JSON object' }]);
    }
    const unknownFields = Object.keys(body).filter((field) => !FIELDS.includes(field));
    const problems: FieldProblem[] = unknownFields.map((field) => ({ field, message: 'is not known here' }));
    if (!Object.hasOwn(body, 'value')) problems.push({ field: 'value', message: 'is missing' });
    const { value, version, shared, ttl } = body as StorageWrite;
    problems.push(...findProblems({ version, shared, ttl }));
    if (problems.length > 0) throw new ValidationFailedException(problems);
    return { value, version, shared, ttl };
  }
}

function findProblems(given: StorageWriteOptions): FieldProblem[] {
  return validateSync(Object.assign(new StorageWriteOptions(), given)).flatMap(({ property, constraints }) =>
    Object.values(constraints ?? {}).map((message) => ({ field: property, message })),
  );
}
