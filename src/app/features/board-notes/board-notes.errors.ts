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

/** monday does not accept the cursor: it is not one that monday gave, or too old. */
export class NotesCursorError extends BaseError {
  constructor(cause?: unknown) {
    super({
      code: 'board-notes.cursor_invalid',
      status: 400,
      message: 'The cursor is not valid, or not any more. Begin with the first page.',
      cause,
    });
  }
}
