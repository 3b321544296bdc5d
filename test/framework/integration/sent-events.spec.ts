import { sampleEvent } from 'monday-local-platform';
import { namesOf } from '../../../src/monday/events/event-names.js';
import { type BoardEventName } from '../../../src/monday/events/board-events.js';

/** All of them: the compiler reports one that is missing or unknown. */
const NAMES: Readonly<Record<BoardEventName, true>> = {
  create_item: true,
  change_column_value: true,
  change_status_column_value: true,
  change_specific_column_value: true,
  change_name: true,
  item_archived: true,
  item_deleted: true,
  item_restored: true,
  item_moved_to_any_group: true,
  item_moved_to_specific_group: true,
  create_column: true,
  create_update: true,
  edit_update: true,
  delete_update: true,
  create_subitem: true,
  change_subitem_column_value: true,
  change_subitem_name: true,
  move_subitem: true,
  subitem_archived: true,
  subitem_deleted: true,
  create_subitem_update: true,
};

describe('an event that the local platform sends on command', () => {
  it.each(Object.keys(NAMES))('reaches the handlers of %s', (name) => {
    const { type, ...data } = sampleEvent(name);
    const names = namesOf(String(type), data);
    expect(names).toContain(name);
    if (name.includes('subitem')) expect(names).toEqual([name]);
  });
});
