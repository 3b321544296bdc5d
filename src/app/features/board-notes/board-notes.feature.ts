import { Feature } from '../../../feature/index.js';
import { MondayModule } from '../../../monday/index.js';
import { BoardNotesController } from './board-notes.controller.js';
import { EXAMPLE } from './board-notes.docs.js';
import { NoteChangedError, NotesCursorError } from './board-notes.errors.js';
import { BoardNotes } from './board-notes.js';
import { Notes } from './notes.js';

/**
 * An example: a board view with a note for each item. Its page is in `view`. To delete it, remove this folder and its line
 * in `app.module.ts`.
 */
@Feature({
  name: 'board-notes',
  imports: [MondayModule],
  controllers: [BoardNotesController],
  providers: [BoardNotes],
  collections: [Notes],
  errors: () => [new NoteChangedError(EXAMPLE), new NotesCursorError()],
  scopes: { 'boards:read': 'the board view lists the items of a board' },
  view: { type: 'AppFeatureBoardView' },
  tags: { 'board-notes': 'The notes of the board view.' },
})
export class BoardNotesFeature {}
