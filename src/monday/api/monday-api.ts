import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import {
  identityQuery,
  MondayUnexpectedAnswerError,
  readIdentity,
  type MondayIdentity,
} from '../client/index.js';
import {
  FIRST_PAGE,
  FIRST_PAGE_OF_GROUP,
  NEXT_PAGE,
  readPage,
  type FirstPageAnswer,
  type FirstPageOfGroupAnswer,
  type NextPageAnswer,
} from './item-queries.js';
import { BoardNotFoundError, GroupNotFoundError } from './monday-api.errors.js';
import { type ItemsOptions, type ItemsPage, type MondayBoard, type MondayItem } from './monday-api.types.js';
import { DEADLINE_MS, MondayCalls, type CallOptions } from './monday-calls.js';
import { batchDocument, BatchSize, type BatchedMutation, type Complexity } from './mutation-batch.js';
import { MutationBatches } from './batch-runner.js';
import { type SettledMutation } from './settled-mutation.js';
import { typedOperations, type TypedOperations } from './typed-operations.js';

interface BatchAnswer {
  readonly [alias: `m${number}`]: unknown;
  readonly complexity?: Complexity | null;
}

const PAGE_SIZE = 100;
const BOARDS =
  'query ($limit: Int!, $page: Int!) { boards(limit: $limit, page: $page) { id name description state } }';

/**
 * monday's GraphQL API on behalf of the current caller, with the caller's connection. A block of a user who never
 * connected uses the short-lived token of its request.
 *
 * Calls wait and retry until their deadline if monday limits the rate or fails temporarily. An expired token is
 * refreshed once. Every method throws a subclass of `MondayGraphQLError` for the reason of a failure, and
 * `ConnectionRequiredError` or `ConnectionExpiredError` if the caller must log in.
 */
@Injectable()
export class MondayApi {
  /** The typed operations of `@mondaydotcomorg/api`. Each mutation gets its own idempotency key. */
  readonly operations: TypedOperations;
  private readonly batches: MutationBatches;

  constructor(
    private readonly calls: MondayCalls,
    private readonly config: AppConfig,
  ) {
    this.batches = new MutationBatches(calls);
    this.operations = typedOperations((work, isWrite) =>
      this.calls.send((client) => work(client.operations), isWrite ? withKey({}) : {}),
    );
  }

  /** Runs a query and resolves to its `data`. */
  query<T>(query: string, variables?: Record<string, unknown>, options: CallOptions = {}): Promise<T> {
    return this.calls.send((client) => client.request<T>(query, variables), options);
  }

  /**
   * Runs a mutation and resolves to its `data`. monday executes it once, even if it is retried. Pass an
   * `idempotencyKey` if a later delivery may repeat it.
   */
  mutate<T>(mutation: string, variables?: Record<string, unknown>, options: CallOptions = {}): Promise<T> {
    return this.query<T>(mutation, variables, withKey(options));
  }

  /**
   * Runs many mutations, several per request depending on their complexity, and yields the results in order. If one
   * fails, the error of its request ends the run; {@link batchSettled} goes on. Mutations whose results were yielded are
   * done, and `error.data` contains the other results of that request under `m0`, `m1`, ...
   * @param options `idempotencyKey` covers the whole batch: repeating the same mutations has no further effect
   */
  async *batch<T>(
    mutations: readonly BatchedMutation[],
    options: CallOptions = {},
  ): AsyncGenerator<T, void, undefined> {
    const key = options.idempotencyKey ?? randomUUID();
    const size = new BatchSize();
    for (let first = 0; first < mutations.length;) {
      const chunk = mutations.slice(first, first + size.next);
      const { query, variables } = batchDocument(chunk);
      // A retry may split the batch differently, so the key depends on the content of the request.
      const idempotencyKey = `${key}-${first}-${chunk.length}`;
      // After the first write, waiting is better than starting again.
      const deadlineMs = options.deadlineMs ?? (first === 0 ? undefined : DEADLINE_MS);
      const answer = await this.query<BatchAnswer>(query, variables, {
        ...options,
        idempotencyKey,
        deadlineMs,
      });
      size.learn(chunk.length, answer.complexity);
      for (const index of chunk.keys()) yield answer[`m${index}`] as T;
      first += chunk.length;
    }
  }

  /**
   * Runs many mutations as {@link batch} does, but goes on after one that fails. Yields for each mutation, in order, its
   * result or its own error. Mutations that fail temporarily are repeated, without those that succeeded. If monday
   * refuses a whole document before it executes it, its halves are sent instead, so that only the invalid mutations fail.
   * @param options `idempotencyKey` covers the whole batch: repeating the same mutations has no further effect
   * @throws MondayGraphQLError | ConnectionRequiredError | ConnectionExpiredError if the rest cannot run: the user must
   *   log in, a limit lasts longer than the deadline, or monday does not answer. It is not known for the mutations
   *   without a result whether they were executed; repeat the batch with the same `idempotencyKey`.
   */
  batchSettled<T>(
    mutations: readonly BatchedMutation[],
    options: CallOptions = {},
  ): AsyncGenerator<SettledMutation<T>, void, undefined> {
    return this.batches.run<T>(mutations, options);
  }

  /** Reads the caller's user at monday. */
  async me(): Promise<MondayIdentity> {
    const { me } = await this.query<{ me?: unknown }>(identityQuery(this.config.monday.apiVersion));
    const identity = readIdentity(me);
    if (!identity) throw new MondayUnexpectedAnswerError();
    return identity;
  }

  /**
   * One page of the caller's boards.
   * @param limit default 25
   * @param page page number, from 1
   */
  async boards({ limit = 25, page = 1 }: { limit?: number; page?: number } = {}): Promise<MondayBoard[]> {
    const { boards } = await this.query<{ boards?: unknown }>(BOARDS, { limit, page });
    return readBoards(boards);
  }

  /**
   * All items of a board. Pages are requested as needed.
   * @throws BoardNotFoundError | GroupNotFoundError
   */
  async *items(boardId: string, options: ItemsOptions = {}): AsyncGenerator<MondayItem, void, undefined> {
    let page = await this.itemsPage(boardId, options);
    for (;;) {
      yield* page.items;
      if (page.cursor === undefined) return;
      page = await this.nextItemsPage(page.cursor, options.pageSize);
    }
  }

  /** The first page of a board's items. @throws BoardNotFoundError | GroupNotFoundError */
  async itemsPage(boardId: string, { groupId, pageSize = PAGE_SIZE }: ItemsOptions = {}): Promise<ItemsPage> {
    const variables = { boards: [boardId], limit: pageSize };
    if (groupId === undefined) {
      const { boards } = await this.query<FirstPageAnswer>(FIRST_PAGE, variables);
      const board = boards?.[0];
      if (!board) throw new BoardNotFoundError();
      return readPage(board.items_page);
    }
    const inGroup = { ...variables, groups: [groupId] };
    const { boards } = await this.query<FirstPageOfGroupAnswer>(FIRST_PAGE_OF_GROUP, inGroup);
    const board = boards?.[0];
    if (!board) throw new BoardNotFoundError();
    const group = board.groups?.[0];
    if (!group) throw new GroupNotFoundError();
    return readPage(group.items_page);
  }

  /** The page for a cursor. */
  async nextItemsPage(cursor: string, pageSize = PAGE_SIZE): Promise<ItemsPage> {
    const answer = await this.query<NextPageAnswer>(NEXT_PAGE, { cursor, limit: pageSize });
    return readPage(answer.next_items_page);
  }
}

/** @throws MondayUnexpectedAnswerError if it is no list of boards */
function readBoards(answer: unknown): MondayBoard[] {
  const boards: unknown = answer ?? [];
  if (!Array.isArray(boards)) throw new MondayUnexpectedAnswerError();
  const present = (boards as unknown[]).filter((board) => board !== null);
  if (!present.every((board) => typeof board === 'object')) throw new MondayUnexpectedAnswerError();
  return present as MondayBoard[];
}

function withKey(options: CallOptions): CallOptions {
  return { ...options, idempotencyKey: options.idempotencyKey ?? randomUUID() };
}
