import { columnType, type Cell } from './column-type.js';
import { LINKED_FIELDS, LINKED_ITEMS, linkedIds, readLinks, type LinkedItems } from './linked-items.js';

/**
 * `dependency`: items of the same board on which an item depends. Its `text` and `value` are always null
 * (docs/monday-platform.md#column-values).
 */
export const dependency = columnType<LinkedItems>({
  ...LINKED_ITEMS,
  name: 'dependency',
  typename: 'DependencyValue',
  fromJson: (value, write) => readLinks(value, write, [write.column.board_id]),
  fromText: (text, write) => readLinks(text, write, [write.column.board_id]),
  fields: {
    ...LINKED_FIELDS,
    // INFER: monday's first kind of dependency, without a delay.
    dependency_links: (cell: Cell<LinkedItems>) =>
      linkedIds(cell).map((id) => ({ linked_item_id: id, dependency_type: 0, lag: 0 })),
  },
});
