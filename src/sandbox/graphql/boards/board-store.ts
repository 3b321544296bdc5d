import { Injectable } from '@nestjs/common';
import { Persistence } from '../../../persistence/index.js';
import { SandboxState, type Board, type Column, type ColumnValue } from '../../state/index.js';
import type { StoredBoard, StoredItem } from './stored-board.js';

interface MutableBoard {
  board: StoredBoard['board'];
  columns: Column[];
  items: Map<string, StoredItem>;
}

export interface NewItem {
  readonly name: string;
  readonly groupId: string;
  readonly creatorId: string;
  readonly values: Readonly<Record<string, ColumnValue>>;
}

/** `null` empties a column. */
export type ValueChanges = Readonly<Record<string, ColumnValue | null>>;

const ITEMS = 'graphql/items/';
const COLUMNS = 'graphql/columns/';
const NEXT_ID = 'graphql/next-item-id';
const FIRST_ID = 9_100_000_000;
const PAGE = 500;

/**
 * The boards of all accounts: the seed, and what was changed since. One process serves them, so they are read once
 * and kept in memory; each change is written before it is answered.
 */
@Injectable()
export class BoardStore {
  private loaded: Promise<Map<string, MutableBoard>> | undefined;

  constructor(
    private readonly persistence: Persistence,
    private readonly state: SandboxState,
  ) {}

  /** In the order of the seed. */
  async list(accountId: string): Promise<StoredBoard[]> {
    return [...(await this.boards()).values()].filter(({ board }) => board.accountId === accountId);
  }

  /** The board, where it is one of the account's. */
  async find(accountId: string, boardId: string): Promise<StoredBoard | undefined> {
    const found = (await this.boards()).get(boardId);
    return found?.board.accountId === accountId ? found : undefined;
  }

  async findItem(
    accountId: string,
    itemId: string,
  ): Promise<{ board: StoredBoard; item: StoredItem } | undefined> {
    for (const board of await this.list(accountId)) {
      const item = board.items.get(itemId);
      if (item) return { board, item };
    }
    return undefined;
  }

  /** Adds the item at the end of its group. */
  async createItem(boardId: string, draft: NewItem): Promise<StoredItem> {
    const id = String(FIRST_ID + (await this.persistence.increment(NEXT_ID, 1)));
    const now = new Date().toISOString();
    return this.write(boardId, { id, ...draft, createdAt: now, updatedAt: now });
  }

  async changeValues(boardId: string, itemId: string, changes: ValueChanges): Promise<StoredItem> {
    const before = (await this.require(boardId)).items.get(itemId);
    if (!before) throw new Error(`no item ${itemId}`);
    const merged = Object.entries({ ...before.values, ...changes });
    const values = Object.fromEntries(
      merged.filter((entry): entry is [string, ColumnValue] => entry[1] !== null),
    );
    return this.write(boardId, { ...before, values, updatedAt: new Date().toISOString() });
  }

  async changeColumn(boardId: string, column: Column): Promise<void> {
    const { columns } = await this.require(boardId);
    const index = columns.findIndex(({ id }) => id === column.id);
    columns[index] = column;
    await this.persistence.put(`${COLUMNS}${boardId}/${column.id}`, JSON.stringify(column));
  }

  /** Takes back every change: the boards are as seeded again. */
  async reset(): Promise<void> {
    for (const prefix of [ITEMS, COLUMNS]) {
      for await (const { key } of this.scan(prefix)) await this.persistence.delete(key);
    }
    this.loaded = undefined;
  }

  private async write(boardId: string, item: StoredItem): Promise<StoredItem> {
    (await this.require(boardId)).items.set(item.id, item);
    await this.persistence.put(`${ITEMS}${boardId}/${item.id}`, JSON.stringify(item));
    return item;
  }

  private async require(boardId: string): Promise<MutableBoard> {
    const found = (await this.boards()).get(boardId);
    if (!found) throw new Error(`no board ${boardId}`);
    return found;
  }

  private boards(): Promise<Map<string, MutableBoard>> {
    this.loaded ??= this.load().catch((error: unknown) => {
      this.loaded = undefined;
      throw error;
    });
    return this.loaded;
  }

  private async load(): Promise<Map<string, MutableBoard>> {
    const boards = new Map(this.state.seedBoards().map((board) => [board.id, fromSeed(board)]));
    for await (const { boardId, value } of this.scan(COLUMNS)) {
      const column = JSON.parse(value) as Column;
      const columns = boards.get(boardId)?.columns;
      const index = columns?.findIndex(({ id }) => id === column.id) ?? -1;
      if (columns && index >= 0) columns[index] = column;
    }
    for await (const { boardId, value } of this.scan(ITEMS)) {
      const item = JSON.parse(value) as StoredItem;
      boards.get(boardId)?.items.set(item.id, item);
    }
    return boards;
  }

  private async *scan(prefix: string): AsyncGenerator<{ key: string; boardId: string; value: string }> {
    let after: string | undefined;
    for (;;) {
      const page = await this.persistence.scan({ prefix, after, limit: PAGE });
      for (const { key, value } of page) {
        yield { key, boardId: key.slice(prefix.length).split('/', 1)[0] ?? '', value };
      }
      after = page.at(-1)?.key;
      if (page.length < PAGE || after === undefined) return;
    }
  }
}

function fromSeed({ items, columns, ...board }: Board): MutableBoard {
  return {
    board,
    columns: [...columns],
    items: new Map(items.map((item) => [item.id, { ...item, updatedAt: item.createdAt }])),
  };
}
