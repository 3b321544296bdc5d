import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { AppConfig } from '../../config/index.js';
import {
  identityQuery,
  MondayUnexpectedAnswerError,
  readIdentity,
  type MondayIdentity,
} from '../client/index.js';
import { aggregate, type Aggregation, type AggregateRow } from './aggregate.js';
import { checkFields, checkFilter, checkList, checkSizes, checkText, checkTexts } from './argument-checks.js';
import {
  BoardWebhooks,
  type DeclaredWebhook,
  type MondayWebhook,
  type SyncedWebhooks,
} from './board-webhooks.js';
import {
  FIRST_PAGE,
  FIRST_PAGE_OF_GROUP,
  ITEM,
  NEXT_PAGE,
  PAGE_BY_COLUMN_VALUES,
  readItem,
  readPage,
  type FirstPageAnswer,
  type FirstPageOfGroupAnswer,
  type NextPageAnswer,
} from './item-queries.js';
import { ItemWrites, type ColumnChanges, type NewItem } from './item-writes.js';
import { columnsOf, itemsQueryOf } from './items-filter.js';
import { BoardNotFoundError, GroupNotFoundError, ItemNotFoundError } from './monday-api.errors.js';
import {
  type BoardsFilter,
  type ColumnValues,
  type ItemsOptions,
  type ItemsPage,
  type MondayBoard,
  type MondayItem,
} from './monday-api.types.js';
import { DEADLINE_MS, MondayCalls, type CallOptions } from './monday-calls.js';
import { batchDocument, BatchSize, type BatchedMutation, type Complexity } from './mutation-batch.js';
import { MutationBatches } from './batch-runner.js';
import { People, type MondayUser, type NewNotification, type NewUpdate, type UsersFilter } from './people.js';
import { numberedPages, readList } from './read-answer.js';
import { type SettledMutation } from './settled-mutation.js';
import { documentText, type DocumentArguments, type TypedDocument } from './typed-document.js';
import { typedOperations, type TypedOperations } from './typed-operations.js';
import { namingColumns } from './unknown-columns.js';
import { WebhookAddressStore } from './webhook-address.store.js';
import { uploadFile, type FileTarget, type MondayAsset, type NewFile } from './upload-file.js';

interface BatchAnswer {
  readonly [alias: `m${number}`]: unknown;
  readonly complexity?: Complexity | null;
}

const PAGE_SIZE = 100;
const BOARDS = `query ($ids: [ID!], $workspaces: [ID], $kind: BoardKind, $state: State, $orderBy: BoardsOrderBy,
  $limit: Int!, $page: Int!) {
  boards(ids: $ids, workspace_ids: $workspaces, board_kind: $kind, state: $state, order_by: $orderBy,
    limit: $limit, page: $page) { id name description state }
}`;
const WEBHOOKS_PATH = '/monday/webhooks';

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
  private readonly itemWrites = new ItemWrites(this);
  private readonly people = new People(this);

  constructor(
    private readonly calls: MondayCalls,
    private readonly config: AppConfig,
    private readonly webhookAddresses: WebhookAddressStore,
  ) {
    this.batches = new MutationBatches(calls);
    this.operations = typedOperations((work, isWrite) =>
      this.calls.send((client) => work(client.operations), isWrite ? withKey({}) : {}),
    );
  }

  private get boardWebhooks(): BoardWebhooks {
    const { publicUrl, port } = this.config.http;
    const url = `${publicUrl ?? `http://127.0.0.1:${port}`}${WEBHOOKS_PATH}`;
    return new BoardWebhooks(this, url, this.webhookAddresses);
  }

  /** Runs a query and resolves to its `data`. A document of `codegen` has the types of both. */
  query<Result, Variables>(
    query: TypedDocument<Result, Variables>,
    ...rest: DocumentArguments<NoInfer<Variables>, CallOptions>
  ): Promise<Result>;
  query<T>(query: string, variables?: Record<string, unknown>, options?: CallOptions): Promise<T>;
  query<T>(
    query: string | object,
    variables?: Record<string, unknown>,
    options: CallOptions = {},
  ): Promise<T> {
    const document = documentText(query);
    return this.calls.send((client) => client.request<T>(document, variables), options);
  }

  /**
   * Runs a mutation and resolves to its `data`. monday executes it once, even if it is retried. Pass an
   * `idempotencyKey` if a later delivery may repeat it.
   */
  mutate<Result, Variables>(
    mutation: TypedDocument<Result, Variables>,
    ...rest: DocumentArguments<NoInfer<Variables>, CallOptions>
  ): Promise<Result>;
  mutate<T>(mutation: string, variables?: Record<string, unknown>, options?: CallOptions): Promise<T>;
  mutate<T>(
    mutation: string | object,
    variables?: Record<string, unknown>,
    options: CallOptions = {},
  ): Promise<T> {
    return this.query<T>(documentText(mutation), variables, withKey(options));
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
  async boards(
    given: BoardsFilter & { limit?: number; page?: number } = {},
    options?: CallOptions,
  ): Promise<MondayBoard[]> {
    checkFields(given, 'filter');
    checkSizes(given);
    const { limit = 25, page = 1, ...filter } = given;
    return readList<MondayBoard>(await this.boardsAnswer(filter, limit, page, options));
  }

  /** All boards of a filter. Pages are requested as needed. @param limit boards in total; default all */
  allBoards(
    given: BoardsFilter & { limit?: number; pageSize?: number } = {},
    options?: CallOptions,
  ): AsyncGenerator<MondayBoard, void, undefined> {
    checkFields(given, 'filter');
    checkSizes(given);
    const { limit = Infinity, pageSize = PAGE_SIZE, ...filter } = given;
    return numberedPages(limit, pageSize, (size, page) => this.boardsAnswer(filter, size, page, options));
  }

  /** One item. @throws ItemNotFoundError */
  async item(itemId: string, options?: CallOptions): Promise<MondayItem> {
    const { items } = await this.query<{ items?: unknown }>(ITEM, { ids: [itemId] }, options);
    const item = readItem(readList<object>(items)[0]);
    if (!item) throw new ItemNotFoundError();
    return item;
  }

  /**
   * The items of a board, or those of a group or a filter. Pages are requested as needed.
   * @throws BoardNotFoundError | GroupNotFoundError
   * @throws ColumnNotFoundError if the filter names a column that the board does not have
   */
  items(boardId: string, options: ItemsOptions = {}): AsyncGenerator<MondayItem, void, undefined> {
    checkFields(options, 'options');
    checkSizes(options);
    return this.itemsFrom(() => this.itemsPage(boardId, options), options);
  }

  /**
   * The items that have one of the given values in each of the columns. Pages are requested as needed.
   * @throws ColumnNotFoundError
   */
  itemsByColumnValues(
    boardId: string,
    columns: readonly ColumnValues[],
    options: Pick<ItemsOptions, 'pageSize' | 'limit'> = {},
  ): AsyncGenerator<MondayItem, void, undefined> {
    checkFields(options, 'options');
    checkSizes(options);
    checkColumnValues(columns);
    const ids = columns.map(({ columnId }) => columnId);
    const variables = {
      board: boardId,
      columns: columns.map(({ columnId, values }) => ({ column_id: columnId, column_values: values })),
      limit: options.pageSize ?? PAGE_SIZE,
    };
    const first = (): Promise<ItemsPage> =>
      namingColumns(this, boardId, ids, async () => {
        const answer = await this.query<Record<string, unknown>>(PAGE_BY_COLUMN_VALUES, variables);
        return readPage(answer['items_page_by_column_values']);
      });
    return this.itemsFrom(first, options);
  }

  /** The first page of a board's items. @throws BoardNotFoundError | GroupNotFoundError | ColumnNotFoundError */
  async itemsPage(boardId: string, options: ItemsOptions = {}): Promise<ItemsPage> {
    checkFields(options, 'options');
    checkSizes(options);
    const { groupId, pageSize = PAGE_SIZE, filter } = options;
    if (filter !== undefined) checkFilter(filter);
    const variables = { boards: [boardId], limit: pageSize, filter: filter && itemsQueryOf(filter) };
    return namingColumns(this, boardId, filter ? columnsOf(filter) : [], async () => {
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
    });
  }

  /** The page for a cursor. */
  async nextItemsPage(cursor: string, pageSize = PAGE_SIZE): Promise<ItemsPage> {
    const answer = await this.query<NextPageAnswer>(NEXT_PAGE, { cursor, limit: pageSize });
    return readPage(answer.next_items_page);
  }

  /** Creates an item. @throws ColumnNotFoundError */
  createItem(item: NewItem, options?: CallOptions): Promise<MondayItem> {
    return this.itemWrites.create(item, options);
  }

  /** Changes columns of an item, all in one write. @throws ColumnNotFoundError */
  updateColumns(changes: ColumnChanges, options?: CallOptions): Promise<MondayItem> {
    return this.itemWrites.change(changes, options);
  }

  /** Writes an update of an item, or a reply to one. */
  createUpdate(update: NewUpdate, options?: CallOptions): Promise<{ id: string }> {
    return this.people.createUpdate(update, options);
  }

  /** Sends a notification, which monday shows under the bell. */
  notify(notification: NewNotification, options?: CallOptions): Promise<void> {
    return this.people.notify(notification, options);
  }

  /** The users of the account, or those of a filter. Pages are requested as needed. */
  users(filter: UsersFilter = {}, options?: CallOptions): AsyncGenerator<MondayUser, void, undefined> {
    return this.people.users(filter, options);
  }

  /** Uploads a file to a file column or an update. @throws ColumnNotFoundError */
  uploadFile(target: FileTarget, file: NewFile, options?: CallOptions): Promise<MondayAsset> {
    return uploadFile(this, target, file, options);
  }

  /** Calculates over the items of a board, at monday. @throws ColumnNotFoundError */
  aggregate(aggregation: Aggregation, options?: CallOptions): Promise<AggregateRow[]> {
    return aggregate(this, aggregation, options);
  }

  /** The webhooks that this app has made on a board. */
  webhooks(boardId: string, options?: CallOptions): Promise<MondayWebhook[]> {
    return this.boardWebhooks.list(boardId, options);
  }

  /**
   * Makes monday send an event of a board to this app, where `@MondayEvent` receives it. The webhook stays until it is
   * deleted: {@link syncWebhooks} is safe to repeat.
   * @param webhook `webhookArguments` builds it
   */
  createWebhook(boardId: string, webhook: DeclaredWebhook, options?: CallOptions): Promise<MondayWebhook> {
    return this.boardWebhooks.create(boardId, webhook, options);
  }

  deleteWebhook(id: string, options?: CallOptions): Promise<void> {
    return this.boardWebhooks.delete(id, options);
  }

  /**
   * Makes the webhooks of this app on a board those that are declared: creates the missing ones, and deletes the others
   * that the app has made there, also those with an earlier `PUBLIC_URL`. Repeat it at any time.
   * @param webhooks `webhookArguments` builds each
   */
  syncWebhooks(
    boardId: string,
    webhooks: readonly DeclaredWebhook[],
    options?: CallOptions,
  ): Promise<SyncedWebhooks> {
    return this.boardWebhooks.sync(boardId, webhooks, options);
  }

  private async boardsAnswer(
    { ids, workspaceIds: workspaces, kind, state, orderBy }: BoardsFilter,
    limit: number,
    page: number,
    options?: CallOptions,
  ): Promise<unknown> {
    const variables = { ids, workspaces, kind, state, orderBy, limit, page };
    const { boards } = await this.query<{ boards?: unknown }>(BOARDS, variables, options);
    return boards;
  }

  private async *itemsFrom(
    first: () => Promise<ItemsPage>,
    { limit = Infinity, pageSize }: ItemsOptions,
  ): AsyncGenerator<MondayItem, void, undefined> {
    if (limit <= 0) return;
    let page = await first();
    let left = limit;
    for (;;) {
      yield* page.items.slice(0, left);
      left -= page.items.length;
      if (page.cursor === undefined || left <= 0) return;
      const { cursor } = page;
      page = await this.nextItemsPage(cursor, pageSize);
      // monday would never come to the end.
      if (page.cursor === cursor) throw new MondayUnexpectedAnswerError();
    }
  }
}

/** @throws MondayArgumentError */
function checkColumnValues(columns: unknown): void {
  checkList(columns, 'columns');
  for (const column of columns) {
    checkFields(column, 'columns');
    checkText(fieldsOf(column)['columnId'], 'columns.columnId');
    checkTexts(fieldsOf(column)['values'], 'columns.values');
  }
}

function withKey(options: CallOptions): CallOptions {
  return { ...options, idempotencyKey: options.idempotencyKey ?? randomUUID() };
}
