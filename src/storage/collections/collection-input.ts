import { type FieldProblem } from '../../errors/index.js';
import { findKeyProblem, findVersionProblem } from '../rules/index.js';
import { type CollectionOperation } from './collection.types.js';
import { CollectionInputError } from './collection.errors.js';

/** Maximum number of operations in a batch. */
export const MAX_OPERATIONS = 100;

/** @throws CollectionInputError */
export function checkId(id: unknown): void {
  const message = findKeyProblem(id);
  if (message !== undefined) throw new CollectionInputError([{ field: 'id', message }]);
}

/**
 * Documents are checked separately.
 * @param path of an operation in the caller's input, for messages
 * @throws CollectionInputError with all problems
 */
export function checkOperations(
  operations: readonly CollectionOperation<unknown>[],
  path: (index: number) => string,
): void {
  const problems: FieldProblem[] = [];
  if (operations.length > MAX_OPERATIONS) {
    problems.push({ field: 'operations', message: `must be at most ${MAX_OPERATIONS}` });
  }
  const seen = new Set<string>();
  for (const [index, { type, id, version }] of operations.entries()) {
    const add = (field: string, message: string | undefined): void => {
      if (message !== undefined) problems.push({ field: `${path(index)}${field}`, message });
    };
    add('type', ['put', 'delete'].includes(type) ? undefined : 'must be put or delete');
    add('id', seen.has(id) ? 'must not be that of another operation' : findKeyProblem(id));
    add('version', version === undefined ? undefined : findVersionProblem(version));
    seen.add(id);
  }
  if (problems.length > 0) throw new CollectionInputError(problems);
}
