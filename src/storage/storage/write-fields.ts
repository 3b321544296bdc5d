import { type FieldProblem } from '../../errors/index.js';
import { type StorageWriteOptions } from './dto/storage-write.dto.js';
import { findOptionProblems } from './storage-input.js';

/**
 * What is wrong with the fields of a write, its key and value apart.
 * @param known the fields that it may have; if `value` is one of them, it must
 */
export function findFieldProblems(body: object, known: readonly string[]): FieldProblem[] {
  const { version, shared, ttl } = body as StorageWriteOptions;
  const isIncomplete = known.includes('value') && !Object.hasOwn(body, 'value');
  return [
    ...findUnknownFields(body, known),
    ...(isIncomplete ? [{ field: 'value', message: 'is missing' }] : []),
    ...findOptionProblems({ version, shared, ttl }),
  ];
}

export function findUnknownFields(body: object, known: readonly string[]): FieldProblem[] {
  const unknown = Object.keys(body).filter((field) => !known.includes(field));
  return unknown.map((field) => ({ field, message: 'is not known here' }));
}
