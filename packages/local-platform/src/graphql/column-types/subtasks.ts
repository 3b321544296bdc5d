import { subitemsOf, type ItemRow } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { namesOf } from './linked-items.js';

const HAS_SUBITEMS =
  "EXISTS (SELECT 1 FROM items AS sub WHERE sub.parent_id = i.id AND sub.state = 'active')";

/** `subtasks`: the subitems of an item. */
export const subtasks = columnType<never>({
  name: 'subtasks',
  typename: 'SubtasksValue',
  text: ({ item }, reader) => namesOf(subitemsOf(reader, item.id)),
  json: ({ item }, reader) => {
    const ids = subitemsOf(reader, item.id).map(({ id }) => ({ linkedPulseId: id }));
    return ids.length === 0 ? null : { linkedPulseIds: ids };
  },
  fields: {
    display_value: ({ item }: Cell, _args: object, context) => namesOf(subitemsOf(context, item.id)),
    subitems: ({ item }: Cell, _args: object, context): ItemRow[] => subitemsOf(context, item.id),
    subitems_ids: ({ item }: Cell, _args: object, context) =>
      subitemsOf(context, item.id).map(({ id }) => id),
  },
  operators: {
    is_empty: () => ({ sql: `NOT ${HAS_SUBITEMS}`, values: [] }),
    is_not_empty: () => ({ sql: HAS_SUBITEMS, values: [] }),
  },
});
