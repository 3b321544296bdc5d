import { collection, CollectionVersionConflictError } from '../../../storage/index.js';

/** A note about an item, shared by the users of the account who see the item's board. */
export interface Note {
  readonly text: string;
  /** ISO 8601. */
  readonly updatedAt: string;
  /** The user who wrote it. */
  readonly updatedBy: string;
}

/** A note with the version that a change of it names. */
export interface VersionedNote extends Note {
  readonly version: string;
}

/**
 * By the id of the item, so that a note goes with an item that moves to another board. It may be shown to those who see the
 * item; only monday knows who does.
 */
export class Notes extends collection<Note>({ name: 'board-notes', indexes: { updatedAt: 'date' } }) {
  /** The note of an item that is on this board. */
  async find(boardId: string, itemId: string): Promise<VersionedNote | undefined> {
    const stored = (await this.get(itemId)) ?? (await this.get(earlierId(boardId, itemId)));
    return stored && { ...stored.document, version: stored.version };
  }

  /** @throws CollectionVersionConflictError if the note has another version, or if there is one and `version` is empty */
  async write(boardId: string, itemId: string, note: Note, version: string): Promise<VersionedNote> {
    const earlier = (await this.get(itemId)) ? undefined : await this.get(earlierId(boardId, itemId));
    if (earlier && earlier.version !== version)
      throw new CollectionVersionConflictError(itemId, earlier.version);
    const written = await this.put(itemId, note, { version: earlier ? '' : version });
    return { ...note, version: written.version };
  }
}

/** Where notes are that were not changed since notes go with their item. Nobody changes them there any more. */
const earlierId = (boardId: string, itemId: string): string => `${boardId}/${itemId}`;
