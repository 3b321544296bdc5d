import { type Fields } from '../input/index.js';

/** Types of board events, by the name used to subscribe (docs/monday-platform.md#board-webhooks). */
const SUBSCRIBED: Readonly<Record<string, readonly string[]>> = {
  create_pulse: ['create_item'],
  update_column_value: ['change_column_value', 'change_specific_column_value'],
  update_name: ['change_name'],
  archive_pulse: ['item_archived'],
  delete_pulse: ['item_deleted'],
  restore_pulse: ['item_restored'],
  move_pulse_into_group: ['item_moved_to_any_group', 'item_moved_to_specific_group'],
};

/** All names that a handler can use for the event: its type, and the name used to subscribe. */
export function namesOf(type: string, data: Fields): string[] {
  const isStatus = type === 'update_column_value' && data['columnType'] === 'color';
  return [type, ...(SUBSCRIBED[type] ?? []), ...(isStatus ? ['change_status_column_value'] : [])];
}
