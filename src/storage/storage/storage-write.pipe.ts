import { Injectable, type PipeTransform } from '@nestjs/common';
import { ValidationFailedException } from '../../errors/index.js';
import { JsonValue } from '../rules/index.js';
import { type StorageWrite } from './dto/storage-write.dto.js';
import { readJsonBody } from './read-json-body.js';
import { findFieldProblems } from './write-fields.js';

const FIELDS: readonly string[] = ['value', 'version', 'shared', 'ttl'];

/** Reads and checks the body of a write; its value stays text. */
@Injectable()
export class StorageWritePipe implements PipeTransform<unknown, StorageWrite> {
  /** @throws BodyNotJsonException | ValidationFailedException */
  transform(body: unknown): StorageWrite {
    const fields = readJsonBody(body, { value: (scanner) => JsonValue.take(scanner) });
    const problems = findFieldProblems(fields, FIELDS);
    if (problems.length > 0) throw new ValidationFailedException(problems);
    const { value, version, shared, ttl } = fields as StorageWrite;
    return { value, version, shared, ttl };
  }
}
