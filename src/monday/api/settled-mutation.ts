import { fieldsOf } from 'monday-persistence/json';
import { type MondayGraphQLError } from '../client/index.js';

/** The result of one mutation of a batch; `index` is its position in the batch. */
export type SettledMutation<T> =
  | { readonly status: 'fulfilled'; readonly index: number; readonly value: T }
  | {
      readonly status: 'rejected';
      readonly index: number;
      /**
       * The error of this mutation. `error.data` is what monday returned for it despite the error: if it is not null, the
       * mutation was executed, and only a part of its selection failed.
       */
      readonly error: MondayGraphQLError;
    };

/** The reply to one document of a batch: the results by alias, and the error if some of its mutations failed. */
export interface BatchReply {
  readonly data: Readonly<Record<string, unknown>>;
  readonly error: MondayGraphQLError | undefined;
}

/** Reply with the results of the mutations that succeeded, or `undefined` if no mutation has an own result or error. */
export function partialReply(error: MondayGraphQLError, size: number): BatchReply | undefined {
  const data = fieldsOf(error.data);
  const aliases = Array.from({ length: size }, (_, index) => `m${index}`);
  const isKnown = aliases.some(
    (alias) => (data[alias] ?? null) !== null || error.ofField(alias) !== undefined,
  );
  return isKnown ? { data, error } : undefined;
}

/** @param indexes positions of the document's mutations in the batch */
export function settle<T>({ data, error }: BatchReply, indexes: readonly number[]): SettledMutation<T>[] {
  return indexes.map((index, position) => {
    const alias = `m${position}`;
    const value = data[alias];
    const own = error?.ofField(alias) ?? ((value ?? null) === null ? error : undefined);
    return own
      ? { status: 'rejected', index, error: own }
      : { status: 'fulfilled', index, value: value as T };
  });
}
