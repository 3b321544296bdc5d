import { columnType } from './column-type.js';
import { connectedBoards, LINKED_FIELDS, LINKED_ITEMS, readLinks, type LinkedItems } from './linked-items.js';
import { invalidValue } from './problems.js';

/** `board_relation`: items of other boards. Its `text` and `value` are always null (docs/monday-platform.md#column-values). */
export const boardRelation = columnType<LinkedItems>({
  ...LINKED_ITEMS,
  name: 'board_relation',
  typename: 'BoardRelationValue',
  readSettings: ({ board_ids, allow_multiple_items, ...given }) => ({
    ...given,
    // The typed mutations of `dev` use other names for the same settings.
    ...(Array.isArray(board_ids) ? { boardIds: board_ids.map(Number) } : {}),
    ...(typeof allow_multiple_items === 'boolean' ? { allowMultipleItems: allow_multiple_items } : {}),
  }),
  fromJson: (value, write) => {
    const links = readLinks(value, write, connectedBoards(write.column));
    if (write.column.settings['allowMultipleItems'] === false && (links?.linkedPulseIds.length ?? 0) > 1) {
      throw invalidValue(write.column, 'This column links one item.');
    }
    return links;
  },
  fromText: (text, write) => readLinks(text, write, connectedBoards(write.column)),
  fields: LINKED_FIELDS,
});
