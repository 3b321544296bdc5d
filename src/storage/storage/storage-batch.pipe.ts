import { Injectable, type PipeTransform } from '@nestjs/common';
import { isObject } from 'monday-persistence/json';
import { ValidationFailedException, type FieldProblem } from '../../errors/index.js';
import { type JsonScanner } from '../../json/index.js';
import { JsonValue } from '../rules/index.js';
import { type BatchOperation } from './dto/storage-batch.dto.js';
import { MAX_OPERATIONS } from './storage-input.js';
import { type StorageOperation } from './storage.types.js';
import { readFields, readJsonBody } from './read-json-body.js';
import { findFieldProblems, findUnknownFields } from './write-fields.js';

const FIELDS: readonly string[] = ['operations'];
const FIELDS_OF: Readonly<Record<BatchOperation['op'], readonly string[]>> = {
  put: ['op', 'key', 'value', 'version', 'shared', 'ttl'],
  delete: ['op', 'key', 'version', 'shared'],
};

/** Reads and checks the body of a batch, and names its operations as `StorageService` does. Keys and values are checked there. */
@Injectable()
export class StorageBatchPipe implements PipeTransform<unknown, StorageOperation[]> {
  /**
   * @throws BodyNotJsonException
   * @throws ValidationFailedException with the problems of each operation
   */
  transform(body: unknown): StorageOperation[] {
    const operations = readList(body);
    const problems = operations.flatMap((operation, index) =>
      findProblems(operation).map(({ field, message }) => ({
        field: field === '' ? `operations.${index}` : `operations.${index}.${field}`,
        message,
      })),
    );
    if (problems.length > 0) throw new ValidationFailedException(problems);
    return (operations as readonly BatchOperation[]).map(toStorageOperation);
  }
}

function readList(body: unknown): readonly unknown[] {
  const fields = readJsonBody(body, { operations: readOperations });
  const { operations } = fields as { operations?: unknown };
  const problems = findUnknownFields(fields, FIELDS);
  if (Array.isArray(operations) && operations.length <= MAX_OPERATIONS && problems.length === 0) {
    return operations;
  }
  const message = `must be a list of at most ${MAX_OPERATIONS}`;
  throw new ValidationFailedException(problems.length > 0 ? problems : [{ field: 'operations', message }]);
}

/** The operations up to the maximum, and one more if there are too many. */
function readOperations(scanner: JsonScanner, path: string): unknown {
  if (scanner.peek() !== 'array') return scanner.takeScalar();
  const operations: unknown[] = [];
  scanner.readArray((index) => {
    if (index > MAX_OPERATIONS) return scanner.skip();
    operations.push(
      scanner.peek() === 'object'
        ? readFields(scanner, { value: (text) => JsonValue.take(text) }, `${path}${index}.`)
        : scanner.skip(),
    );
  });
  return operations;
}

function findProblems(operation: unknown): FieldProblem[] {
  if (!isObject(operation)) return [{ field: '', message: 'must be a JSON object' }];
  const { op } = operation as { op?: unknown };
  return op === 'put' || op === 'delete'
    ? findFieldProblems(operation, FIELDS_OF[op])
    : [{ field: 'op', message: 'must be "put" or "delete"' }];
}

function toStorageOperation(operation: BatchOperation): StorageOperation {
  const { key, version, shared } = operation;
  return operation.op === 'put'
    ? { type: 'upsert', key, value: operation.value, version, shared, ttlSeconds: operation.ttl }
    : { type: 'delete', key, version, shared };
}
