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

/** By `<board>/<item>`. */
export class Notes extends collection<Note>({ name: 'board-notes', indexes: { updatedAt: 'date' } }) {}
