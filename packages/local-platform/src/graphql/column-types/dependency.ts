import { columnType, type Cell } from './column-type.js';
import {
  LINKED_NAMES,
  linkedIds,
  linkedItems,
  namesOf,
  readLinks,
  type LinkedItems,
} from './linked-items.js';
import { between, comparisons, EMPTINESS, keySets } from './operators.js';

const idOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/**
 * `dependency`: items of the same board on which an item depends. Its `text` and `value` are always null
 * (docs/monday-platform.md#column-values).
 */
export const dependency = columnType<LinkedItems>({
  name: 'dependency',
  typename: 'DependencyValue',
  fromJson: (value, write) => readLinks(value, write, [write.column.board_id]),
  fromText: (text, write) => readLinks(text, write, [write.column.board_id]),
  index: ({ linkedPulseIds }) => ({
    keys: linkedPulseIds.map(({ linkedPulseId }) => linkedPulseId),
    number: linkedPulseIds[0]?.linkedPulseId,
  }),
  text: () => null,
  json: () => null,
  fields: {
    display_value: (cell: Cell<LinkedItems>, _args: object, context) => namesOf(linkedItems(cell, context)),
    // INFER: monday's first kind of dependency, without a delay.
    dependency_links: (cell: Cell<LinkedItems>) =>
      linkedIds(cell).map((id) => ({ linked_item_id: id, dependency_type: 0, lag: 0 })),
    linked_item_ids: (cell: Cell<LinkedItems>) => linkedIds(cell),
    linked_items: (cell: Cell<LinkedItems>, _args: object, context) => linkedItems(cell, context),
  },
  operators: { ...EMPTINESS, ...keySets(idOf), ...comparisons(idOf), ...between(idOf), ...LINKED_NAMES },
});
