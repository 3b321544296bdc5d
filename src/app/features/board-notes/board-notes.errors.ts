import { BaseError } from '../../../errors/index.js';
import { type VersionedNote } from './notes.js';

/** The note has changed since the user read it. Nothing was written. */
export class NoteChangedError extends BaseError {
  /** @param current the note as it is now; `null` if there is none */
  constructor(readonly current: VersionedNote | null) {
    super({
      code: 'board-notes.changed',
      status: 409,
      message: 'Somebody else changed the note.',
      details: { current },
    });
  }
}
