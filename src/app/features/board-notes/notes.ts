import { collection } from '../../../storage/index.js';

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
export class Notes extends collection<Note>({ name: 'board-notes', indexes: { updatedAt: 'date' } }) {}
