type Body = Readonly<Record<string, unknown>>;

/** Ids in the seed: a board, an item of it, and an item that stands for a subitem. */
const BOARD = 7310284655;
const ITEM = 7310284756;
const SUBITEM = 7310284857;

const TEXT_CHANGE = {
  type: 'update_column_value',
  columnId: 'text',
  columnType: 'text',
  columnTitle: 'Text',
  value: 'After',
  previousValue: 'Before',
  changedAt: 1_790_000_000,
};
const STATUS_CHANGE = {
  ...TEXT_CHANGE,
  columnId: 'status',
  columnType: 'color',
  columnTitle: 'Status',
  value: { label: { index: 1, text: 'Done', is_done: true } },
  previousValue: null,
};
const NAME_CHANGE = { type: 'update_name', value: { name: 'After' }, previousValue: { name: 'Before' } };
const MOVE = {
  type: 'move_pulse_into_group',
  sourceGroupId: 'topics',
  destGroupId: 'group_title',
  destGroup: { id: 'group_title', title: 'Group', color: '#037f4c' },
};
const UPDATE = { updateId: 1, body: '<p>Hi</p>', textBody: 'Hi', replyId: null };

const item = (fields: Body): Body => ({
  boardId: BOARD,
  pulseId: ITEM,
  pulseName: 'Sample',
  groupId: 'topics',
  groupName: 'Group',
  groupColor: '#037f4c',
  ...fields,
});
const removedItem = (type: string): Body => item({ type, itemId: ITEM, itemName: 'Sample' });
const subitem = (fields: Body): Body => ({
  ...item(fields),
  pulseId: SUBITEM,
  itemId: SUBITEM,
  parentItemId: ITEM,
  parentItemBoardId: BOARD,
});

/** A sample of each event, by the name used to subscribe (docs/monday-platform.md#board-webhooks). */
const SAMPLES: Readonly<Record<string, Body>> = {
  create_item: item({ type: 'create_pulse', columnValues: {} }),
  change_column_value: item(TEXT_CHANGE),
  change_status_column_value: item(STATUS_CHANGE),
  change_specific_column_value: item(TEXT_CHANGE),
  change_name: item(NAME_CHANGE),
  item_archived: removedItem('archive_pulse'),
  item_deleted: removedItem('delete_pulse'),
  item_restored: removedItem('restore_pulse'),
  item_moved_to_any_group: item(MOVE),
  item_moved_to_specific_group: item(MOVE),
  create_column: {
    type: 'create_column',
    boardId: BOARD,
    columnId: 'text',
    columnType: 'text',
    columnTitle: 'Text',
  },
  create_update: item({ type: 'create_update', ...UPDATE }),
  edit_update: item({ type: 'edit_update', ...UPDATE }),
  delete_update: item({ type: 'delete_update', ...UPDATE }),
  create_subitem: subitem({ type: 'create_pulse', columnValues: {} }),
  change_subitem_column_value: subitem(TEXT_CHANGE),
  change_subitem_name: subitem(NAME_CHANGE),
  move_subitem: subitem({ type: 'move_subitem', previousParentItemId: ITEM }),
  subitem_archived: subitem({ type: 'archive_pulse', itemName: 'Sample' }),
  subitem_deleted: subitem({ type: 'delete_pulse', itemName: 'Sample' }),
  create_subitem_update: subitem({ type: 'create_update', ...UPDATE }),
};

/** Names used to subscribe to the events that have a sample. */
export const SAMPLE_EVENTS: readonly string[] = Object.keys(SAMPLES);

/**
 * A sample of the event for a subscription, in the form in which this platform sends the event itself. Its type differs
 * from the name, and events of subitems name their parent (docs/monday-platform.md#board-webhooks).
 * @param name the name used to subscribe, or another type, which is sent without further fields
 */
export function sampleEvent(name: string): Body & { readonly type: string } {
  const sample = Object.hasOwn(SAMPLES, name) ? SAMPLES[name] : undefined;
  return { type: name, ...sample };
}
