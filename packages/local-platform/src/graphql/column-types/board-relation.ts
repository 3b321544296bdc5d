import { columnType, type Cell } from './column-type.js';
import {
  connectedBoards,
  LINKED_NAMES,
  linkedIds,
  linkedItems,
  namesOf,
  readLinks,
  type LinkedItems,
} from './linked-items.js';
import { between, comparisons, EMPTINESS, keySets } from './operators.js';
import { invalidValue } from './problems.js';

/** Strings match nothing (docs/monday-platform.md#filters). */
const idOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** `board_relation`: items of other boards. Its `text` and `value` are always null (docs/monday-platform.md#column-values). */
export const boardRelation = columnType<LinkedItems>({
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
  index: ({ linkedPulseIds }) => ({
    keys: linkedPulseIds.map(({ linkedPulseId }) => linkedPulseId),
    number: linkedPulseIds[0]?.linkedPulseId,
  }),
  text: () => null,
  json: () => null,
  fields: {
    display_value: (cell: Cell<LinkedItems>, _args: object, context) => namesOf(linkedItems(cell, context)),
    linked_item_ids: (cell: Cell<LinkedItems>) => linkedIds(cell),
    linked_items: (cell: Cell<LinkedItems>, _args: object, context) => linkedItems(cell, context),
  },
  operators: { ...EMPTINESS, ...keySets(idOf), ...comparisons(idOf), ...between(idOf), ...LINKED_NAMES },
});
