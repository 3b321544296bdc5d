import { sha256 } from 'monday-persistence/hash';
import { randomUUID } from 'node:crypto';
import { MondayGraphQLError, type GraphQLReason } from '../client/index.js';
import { DEADLINE_MS, type CallOptions, type MondayCalls } from './monday-calls.js';
import { batchDocument, BatchSize, type BatchedMutation, type Complexity } from './mutation-batch.js';
import { partialReply, settle, type BatchReply, type SettledMutation } from './settled-mutation.js';

/** Reasons that concern the mutations of a document. All others would also fail the rest of the batch. */
const REASONS_OF_ITEMS: ReadonlySet<GraphQLReason> = new Set([
  'validation',
  'not_found',
  'permission',
  'revision_mismatch',
]);
/** Codes of a document that was refused before monday executed any of it (docs/monday-platform.md#graphql-errors). */
const REFUSED_UNEXECUTED = /^graphql_?(validation|parse)_?failed$|^bad_?user_?input$/i;

interface Batch {
  readonly mutations: readonly BatchedMutation[];
  readonly key: string;
  readonly options: CallOptions;
  readonly size: BatchSize;
}

/** Sends many mutations, several per request, and separates the results of those that fail from the others. */
export class MutationBatches {
  constructor(private readonly calls: MondayCalls) {}

  /**
   * Yields the result of each mutation in order. The mutations of one document settle together.
   * @throws MondayGraphQLError if the rest of the batch cannot run, such as at the end of the deadline
   */
  async *run<T>(
    mutations: readonly BatchedMutation[],
    options: CallOptions,
  ): AsyncGenerator<SettledMutation<T>, void, undefined> {
    const batch = { mutations, key: options.idempotencyKey ?? randomUUID(), options, size: new BatchSize() };
    for (let first = 0; first < mutations.length;) {
      const count = Math.min(batch.size.next, mutations.length - first);
      // After the first write, waiting is better than starting again.
      const deadlineMs = options.deadlineMs ?? (first === 0 ? undefined : DEADLINE_MS);
      const indexes = Array.from({ length: count }, (_, offset) => first + offset);
      yield* await this.settleAll<T>({ ...batch, options: { ...options, deadlineMs } }, indexes);
      first += count;
    }
  }

  /** Repeats mutations that failed for a while, and looks for those that make monday refuse a whole document. */
  private async settleAll<T>(batch: Batch, indexes: readonly number[]): Promise<SettledMutation<T>[]> {
    let settled: SettledMutation<T>[];
    try {
      settled = settle<T>(await this.send(batch, indexes), indexes);
    } catch (error) {
      if (!(error instanceof MondayGraphQLError)) throw error;
      if (indexes.length > 1 && isRefusedUnexecuted(error)) return this.settleHalves(batch, indexes);
      if (!isOfItem(error)) throw error;
      return indexes.map((index) => ({ status: 'rejected', index, error }));
    }
    const failed = settled.filter((result) => isTemporary(result)).map(({ index }) => index);
    if (failed.length === 0 || failed.length === indexes.length) return settled;
    const repeated = new Map((await this.repeat<T>(batch, failed)).map((result) => [result.index, result]));
    return settled.map((result) => repeated.get(result.index) ?? result);
  }

  private async settleHalves<T>(batch: Batch, indexes: readonly number[]): Promise<SettledMutation<T>[]> {
    const middle = Math.ceil(indexes.length / 2);
    const before = await this.settleAll<T>(batch, indexes.slice(0, middle));
    return [...before, ...(await this.settleAll<T>(batch, indexes.slice(middle)))];
  }

  /** The other results of the document must not be lost if the repetition fails. */
  private async repeat<T>(batch: Batch, indexes: readonly number[]): Promise<SettledMutation<T>[]> {
    try {
      return await this.settleAll<T>(batch, indexes);
    } catch (error) {
      if (!(error instanceof MondayGraphQLError)) throw error;
      return indexes.map((index) => ({ status: 'rejected', index, error }));
    }
  }

  private async send(batch: Batch, indexes: readonly number[]): Promise<BatchReply> {
    const chunk = indexes.flatMap((index) => batch.mutations[index] ?? []);
    const { query, variables } = batchDocument(chunk);
    const options = { ...batch.options, idempotencyKey: keyOf(batch.key, indexes) };
    const reply = await this.calls.send<BatchReply>(async (client) => {
      try {
        return { data: await client.request<BatchReply['data']>(query, variables), error: undefined };
      } catch (error) {
        const partial = error instanceof MondayGraphQLError ? partialReply(error, chunk.length) : undefined;
        // The caller of this function repeats whole documents, which must not contain what was executed.
        if (!partial || settle(partial, indexes).every(isWithoutEffect)) throw error;
        return partial;
      }
    }, options);
    batch.size.learn(chunk.length, reply.data['complexity'] as Complexity | undefined);
    return reply;
  }
}

/** A retry may split the batch differently, so the key depends on the content of the request. */
function keyOf(key: string, indexes: readonly number[]): string {
  const first = indexes[0] ?? 0;
  const isRange = indexes.every((index, position) => index === first + position);
  const hash = isRange ? '' : `-${sha256(indexes.join()).slice(0, 22)}`;
  return `${key}-${first}-${indexes.length}${hash}`;
}

const isTooComplex = (error: MondayGraphQLError): boolean =>
  error.reason === 'complexity' && !error.retryable;

const isOfItem = (error: MondayGraphQLError): boolean =>
  REASONS_OF_ITEMS.has(error.reason) || isTooComplex(error);

/** Whether the mutation was not executed, for a reason that is not its own. */
const isWithoutEffect = (result: SettledMutation<unknown>): boolean =>
  result.status === 'rejected' && (result.error.data ?? null) === null && !isOfItem(result.error);

const isTemporary = (result: SettledMutation<unknown>): boolean =>
  result.status === 'rejected' && (result.error.data ?? null) === null && result.error.retryable;

/** Whether monday has executed none of the document, so that its parts may be sent again. */
function isRefusedUnexecuted(error: MondayGraphQLError): boolean {
  const { reason, data, problems } = error;
  if (isTooComplex(error)) return (data ?? null) === null;
  // With data, even null, monday may have executed a part.
  if (data !== undefined) return false;
  if (reason !== 'validation' || problems.length === 0) return false;
  return problems.every(
    ({ code, path }) => isOfDocument(path) && (code === undefined || REFUSED_UNEXECUTED.test(code)),
  );
}

/** Errors of validation have no path, or one that starts with the operation. */
const isOfDocument = (path: readonly unknown[] | undefined): boolean =>
  path === undefined || /^(mutation|query)\b/.test(String(path[0]));
