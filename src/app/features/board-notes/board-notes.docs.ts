import { about, named, type ParameterDocs, type RouteDocs } from '../../../docs/index.js';
import { BoardNotFoundError, graphqlErrorResponses, ItemNotFoundError } from '../../../monday/index.js';
import { StorageQuotaExceededError } from '../../../storage/index.js';
import { NoteChangedError, NotesCursorError } from './board-notes.errors.js';

export const EXAMPLE = {
  text: 'Waiting for the photos',
  updatedAt: '2030-01-31T09:30:00.000Z',
  updatedBy: '58120443',
  version: 'SxTSWl9GybzV',
};
const BOARD: ParameterDocs = { description: "The board's id.", example: '7310284655' };
const ITEM: ParameterDocs = { description: "The item's id.", example: '7310284701' };
const NOTE = named('BoardNote', {
  text: EXAMPLE.text,
  updatedAt: about(EXAMPLE.updatedAt, 'ISO 8601.'),
  updatedBy: about(EXAMPLE.updatedBy, "The user's id."),
  version: about(EXAMPLE.version, 'Opaque; the next change of the note names it.'),
});

export const LIST_NOTES: RouteDocs = {
  id: 'listBoardNotes',
  summary: 'Lists the items of a board with their notes',
  parameters: {
    boardId: BOARD,
    cursor: { description: '`cursor` of the previous page.', example: 'MSw5NzI4MDA5MDAsaV9YcmxJb0p1VEdY' },
  },
  replies: {
    200: {
      description: 'One page.',
      body: named('BoardNotesPage', {
        items: [named('NotedItem', { id: '7310284701', name: 'Write the copy', 'note?': NOTE })],
        'cursor?': about('MSw5NzI4MDA5MDAsaV9YcmxJb0p1VEdY', 'Absent on the last page.'),
      }),
    },
  },
  failures: () => [...graphqlErrorResponses(), new BoardNotFoundError(), new NotesCursorError()],
  usesConnection: true,
};

export const WRITE_NOTE: RouteDocs = {
  id: 'writeBoardNote',
  summary: 'Writes the note of an item',
  description: 'Only if the note still has the version that the user has seen.',
  parameters: { boardId: BOARD, itemId: ITEM },
  replies: { 200: { description: 'The note, with its new version.', body: NOTE } },
  failures: () => [
    ...graphqlErrorResponses(),
    new ItemNotFoundError(),
    new NoteChangedError(EXAMPLE),
    new NoteChangedError(null),
    new StorageQuotaExceededError('rows', 10_000),
  ],
  usesConnection: true,
};
