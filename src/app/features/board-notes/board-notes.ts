import { Injectable } from '@nestjs/common';
import { requireCaller } from '../../../caller/index.js';
import { Clock } from '../../../clock/index.js';
import {
  BoardNotFoundError,
  ItemNotFoundError,
  MondayApi,
  MondayGraphQLError,
  type ItemsPage,
  type MondayItem,
} from '../../../monday/index.js';
import { CollectionVersionConflictError } from '../../../storage/index.js';
import { type NoteInput } from './board-notes.dto.js';
import { NoteChangedError, NotesCursorError } from './board-notes.errors.js';
import { Notes, type VersionedNote } from './notes.js';

const PAGE_SIZE = 50;
const BOARD = 'query ($ids: [ID!]) { boards(ids: $ids) { id } }';
const BOARD_OF_ITEM = 'query ($ids: [ID!]) { items(ids: $ids, exclude_nonactive: true) { board { id } } }';

export interface NotedItem {
  readonly id: string;
  readonly name: string;
  /** Absent if nobody wrote one. */
  readonly note?: VersionedNote;
}

export interface NotesPage {
  readonly items: readonly NotedItem[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

/**
 * The notes of a board's items. A token of a view says who the user is, but not which boards they see. So both methods ask
 * monday, with the user's own connection.
 */
@Injectable()
export class BoardNotes {
  constructor(
    private readonly monday: MondayApi,
    private readonly notes: Notes,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws BoardNotFoundError if the caller does not see the board
   * @throws NotesCursorError if monday refuses the cursor
   */
  async page(boardId: string, cursor?: string): Promise<NotesPage> {
    const page =
      cursor === undefined
        ? await this.monday.itemsPage(boardId, { pageSize: PAGE_SIZE })
        : await this.nextPage(boardId, cursor);
    const items = await Promise.all(page.items.map((item) => this.withNote(item)));
    return { items, ...(page.cursor !== undefined && { cursor: page.cursor }) };
  }

  /**
   * @throws ItemNotFoundError if the caller does not see the item, it is on another board, or it is archived or deleted
   * @throws NoteChangedError if the note has changed since the caller read it
   */
  async write(boardId: string, itemId: string, { text, version }: NoteInput): Promise<VersionedNote> {
    await this.checkBoardOf(itemId, boardId);
    const updatedAt = new Date(this.clock.now()).toISOString();
    const note = { text, updatedAt, updatedBy: requireCaller().userId };
    try {
      const written = await this.notes.put(itemId, note, { version });
      return { ...note, version: written.version };
    } catch (error) {
      if (!(error instanceof CollectionVersionConflictError)) throw error;
      throw new NoteChangedError((await this.noteOf(itemId)) ?? null);
    }
  }

  /** The cursor can be that of another board that the caller sees. */
  private async nextPage(boardId: string, cursor: string): Promise<ItemsPage> {
    const [page, { boards }] = await Promise.all([
      this.monday.nextItemsPage(cursor, PAGE_SIZE).catch(refuseCursor),
      this.monday.query<{ readonly boards?: readonly unknown[] | null }>(BOARD, { ids: [boardId] }),
    ]);
    if (!boards?.[0]) throw new BoardNotFoundError();
    return page;
  }

  private async withNote({ id, name }: MondayItem): Promise<NotedItem> {
    const note = await this.noteOf(id);
    return { id, name, ...(note && { note }) };
  }

  private async noteOf(itemId: string): Promise<VersionedNote | undefined> {
    const stored = await this.notes.get(itemId);
    return stored && { ...stored.document, version: stored.version };
  }

  private async checkBoardOf(itemId: string, boardId: string): Promise<void> {
    interface Answer {
      readonly items?: readonly ({ readonly board?: { readonly id?: unknown } | null } | null)[] | null;
    }
    const { items } = await this.monday.query<Answer>(BOARD_OF_ITEM, { ids: [itemId] });
    if (String(items?.[0]?.board?.id) !== boardId) throw new ItemNotFoundError();
  }
}

/** The cursor is all that a client says in that query. Errors of the whole query, such as an unknown field, name no field. */
function refuseCursor(error: unknown): never {
  const isRefused =
    error instanceof MondayGraphQLError && error.ofField('next_items_page')?.reason === 'validation';
  throw isRefused ? new NotesCursorError(error) : error;
}
