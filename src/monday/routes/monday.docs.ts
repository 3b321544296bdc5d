import { about, anyJson, named, orNull, type RouteDocs } from '../../docs/index.js';
import { BoardNotFoundError } from '../api/index.js';
import { graphqlErrorResponses } from '../client/index.js';

export const READ_IDENTITY: RouteDocs = {
  id: 'readMondayUser',
  summary: "Reads the caller's user at monday",
  replies: {
    200: {
      description: 'The user of the connection.',
      body: named('MondayUser', {
        id: '58120443',
        name: 'Amara Lindqvist',
        email: 'amara@harborpine.example',
        isAdmin: true,
        isGuest: false,
        isViewOnly: false,
        account: { id: '18345021', slug: 'harbor-pine', name: 'Harbor & Pine Studio' },
      }),
    },
  },
  failures: graphqlErrorResponses,
  usesConnection: true,
};

const BOARD = named('Board', {
  id: '7310284655',
  name: 'Website relaunch',
  description: orNull('Everything until the launch'),
  state: 'active',
});

export const LIST_BOARDS: RouteDocs = {
  id: 'listBoards',
  summary: 'Lists boards',
  parameters: {
    limit: {
      description: 'Maximum number of boards per page.',
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
    },
    page: {
      description: 'Page number, from 1.',
      schema: { type: 'integer', minimum: 1, maximum: 9999, default: 1 },
    },
  },
  replies: {
    200: {
      description: 'One page of boards; empty after the last page.',
      body: named('BoardList', { boards: [BOARD] }),
    },
  },
  failures: graphqlErrorResponses,
  usesConnection: true,
};

const ITEM = named('Item', {
  id: '7310284701',
  name: 'Write the copy',
  group: orNull({ id: 'topics', title: 'This week' }),
  columnValues: [
    {
      id: 'status',
      type: 'status',
      text: about(orNull('Done'), 'The value as text.'),
      value: about(anyJson({ index: 1 }), 'The format depends on the type; `null` if the column is empty.'),
    },
  ],
});

export const LIST_ITEMS: RouteDocs = {
  id: 'listItems',
  summary: 'Lists the items of a board',
  parameters: {
    id: { description: "The board's id.", example: '7310284655' },
    limit: {
      description: 'Maximum number of items per page.',
      schema: { type: 'integer', minimum: 1, maximum: 500, default: 100 },
    },
    cursor: { description: '`cursor` of the previous page.', example: 'MSw5NzI4MDA5MDAsaV9YcmxJb0p1VEdY' },
  },
  replies: {
    200: {
      description: 'One page.',
      body: named('ItemList', {
        items: [ITEM],
        'cursor?': about(
          'MSw5NzI4MDA5MDAsaV9YcmxJb0p1VEdY',
          'Cursor of the next page; absent on the last page.',
        ),
      }),
    },
  },
  failures: () => [new BoardNotFoundError(), ...graphqlErrorResponses()],
  usesConnection: true,
};
