import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { AllowView } from '../../../caller/index.js';
import { Documented } from '../../../docs/index.js';
import { LIST_NOTES, WRITE_NOTE } from './board-notes.docs.js';
import { BoardPath, ItemPath, NoteInput, NotesQuery } from './board-notes.dto.js';
import { BoardNotes, type NotesPage } from './board-notes.js';
import { type VersionedNote } from './notes.js';

/** What the view calls with its `sessionToken`. */
@AllowView()
@Controller('board-notes')
export class BoardNotesController {
  constructor(private readonly notes: BoardNotes) {}

  @Documented(LIST_NOTES)
  @Get(':boardId')
  list(@Param() { boardId }: BoardPath, @Query() { cursor }: NotesQuery): Promise<NotesPage> {
    return this.notes.page(boardId, cursor);
  }

  /** Viewers and guests are refused by the framework. */
  @Documented(WRITE_NOTE)
  @Put(':boardId/:itemId')
  write(@Param() { boardId, itemId }: ItemPath, @Body() input: NoteInput): Promise<VersionedNote> {
    return this.notes.write(boardId, itemId, input);
  }
}
