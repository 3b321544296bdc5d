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
import { batchDocument, BatchSize, type BatchedMutation } from './mutation-batch.js';
import { typedOperations, type TypedOperations } from './typed-operations.js';

interface BatchAnswer {
  readonly [alias: `m${number}`]: unknown;
  readonly complexity?: { readonly query: number; readonly after: number };
}

const PAGE_SIZE = 100;
const BOARDS =
  'query ($limit: Int!, $page: Int!) { boards(limit: $limit, page: $page) { id name description state } }';

/**
 * monday's GraphQL API for the current caller, with their own connection; a block of a user who never connected uses
 * the short-lived token of its request.
 *
 * Calls wait and repeat if monday limits or fails for a moment, until their deadline; an expired token is refreshed
 * once. Every method throws `MondayGraphQLError`, whose subclass says why, and `ConnectionRequiredError` or
 * `ConnectionExpiredError` if the caller must log in.
 */
@Injectable()
export class MondayApi {
  /** The typed operations of `@mondaydotcomorg/api`. Each mutation gets an idempotency key of its own. */
  readonly operations: TypedOperations;

  constructor(
    private readonly calls: MondayCalls,
    private readonly config: AppConfig,
  ) {
    this.operations = typedOperations((work, isWrite) =>
      this.calls.send((client) => work(client.operations), isWrite ? withKey({}) : {}),
    );
  }

  /** Runs a query and resolves to its `data`. */
  query<T>(query: string, variables?: Record<string, unknown>, options: CallOptions = {}): Promise<T> {
    return this.calls.send((client) => client.request<T>(query, variables), options);
  }

  /**
   * Runs a mutation and resolves to its `data`. monday runs it once, however often it is sent; pass an
   * `idempotencyKey` if it may be repeated by a later delivery too.
   */
  mutate<T>(mutation: string, variables?: Record<string, unknown>, options: CallOptions = {}): Promise<T> {
    return this.query<T>(mutation, variables, withKey(options));
  }

  /**
   * Runs many mutations, several in a request, as many as their complexity allows, and gives each one's result in their
   * order. Where one fails the error of its request ends it; what was given before is done, and `error.data` holds the
   * rest of that request under `m0`, `m1`, ...
   * @param options its `idempotencyKey` covers the whole batch: the same mutations again do nothing twice
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
      // A repetition may cut the batch elsewhere: the key names what is in the request.
      const idempotencyKey = `${key}-${first}-${chunk.length}`;
      // Once something is written, waiting is better than beginning again.
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
   * @param page 1 for the first
   */
  async boards({ limit = 25, page = 1 }: { limit?: number; page?: number } = {}): Promise<MondayBoard[]> {
    const { boards } = await this.query<{ boards: MondayBoard[] | null }>(BOARDS, { limit, page });
    return boards ?? [];
  }

  /**
   * All items of a board, page by page as they are asked for.
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
      const [board] = boards;
      if (!board) throw new BoardNotFoundError();
      return readPage(board.items_page);
    }
    const inGroup = { ...variables, groups: [groupId] };
    const { boards } = await this.query<FirstPageOfGroupAnswer>(FIRST_PAGE_OF_GROUP, inGroup);
    const [board] = boards;
    if (!board) throw new BoardNotFoundError();
    const [group] = board.groups;
    if (!group) throw new GroupNotFoundError();
    return readPage(group.items_page);
  }

  /** The page that a cursor leads to. */
  async nextItemsPage(cursor: string, pageSize = PAGE_SIZE): Promise<ItemsPage> {
    const answer = await this.query<NextPageAnswer>(NEXT_PAGE, { cursor, limit: pageSize });
    return readPage(answer.next_items_page);
  }
}

function withKey(options: CallOptions): CallOptions {
  return { ...options, idempotencyKey: options.idempotencyKey ?? randomUUID() };
}
