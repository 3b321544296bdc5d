/** The type that monday puts into events of items and of subitems, by the name used to subscribe. */
const TYPES: Readonly<Record<string, string>> = {
  create_item: 'create_pulse',
  change_column_value: 'update_column_value',
  change_status_column_value: 'update_column_value',
  change_specific_column_value: 'update_column_value',
  change_name: 'update_name',
  item_archived: 'archive_pulse',
  item_deleted: 'delete_pulse',
  item_restored: 'restore_pulse',
  item_moved_to_any_group: 'move_pulse_into_group',
  item_moved_to_specific_group: 'move_pulse_into_group',
  create_subitem: 'create_pulse',
  change_subitem_column_value: 'update_column_value',
  change_subitem_name: 'update_name',
  subitem_archived: 'archive_pulse',
  subitem_deleted: 'delete_pulse',
  create_subitem_update: 'create_update',
};

/** Ids in the seed: a board, an item of it, and an item that stands for a subitem. */
const BOARD = 7310284655;
const ITEM = 7310284756;
const SUBITEM = 7310284857;

const CHANGES: Readonly<Record<string, object>> = {
  update_column_value: { columnId: 'text', columnType: 'text', value: 'After', previousValue: 'Before' },
  update_name: { value: { name: 'After' }, previousValue: { name: 'Before' } },
  move_pulse_into_group: { sourceGroupId: 'topics', destGroupId: 'group_title' },
  create_update: { updateId: 1, body: '<p>Hi</p>', textBody: 'Hi', replyId: null },
};
const STATUS = {
  columnId: 'status',
  columnType: 'color',
  value: { label: { index: 1, text: 'Done', is_done: true } },
  previousValue: null,
};

/**
 * A sample of the event for a subscription, in monday's form: its type differs from the name, and events of subitems
 * name their parent (docs/monday-platform.md#board-webhooks).
 * @param name the name used to subscribe, or a type, which is used as it is
 */
export function sampleEvent(name: string): Readonly<Record<string, unknown>> {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  const isSubitem = name.includes('subitem');
  if (type === undefined && !isSubitem) return { type: name };
  const sent = type ?? name;
  return {
    type: sent,
    boardId: BOARD,
    pulseId: isSubitem ? SUBITEM : ITEM,
    pulseName: 'Sample',
    groupId: 'topics',
    ...(isSubitem && { itemId: SUBITEM, parentItemId: ITEM, parentItemBoardId: BOARD }),
    ...CHANGES[sent],
    ...(name === 'change_status_column_value' && STATUS),
  };
}
