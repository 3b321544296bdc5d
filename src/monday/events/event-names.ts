import { type Fields } from '../input/index.js';
import { BOARD_EVENT_NAMES, type BoardEventName } from './board-events.js';
import { FEATURE_EVENT_TYPES, type FeatureEventType } from './feature-event-types.js';
import { LIFECYCLE_TYPES, type LifecycleType } from './lifecycle-data.js';

/** Types of board events, by the name used to subscribe (docs/monday-platform.md#board-webhooks). */
const SUBSCRIBED = {
  create_pulse: ['create_item'],
  update_column_value: ['change_column_value', 'change_specific_column_value'],
  update_name: ['change_name'],
  archive_pulse: ['item_archived'],
  delete_pulse: ['item_deleted'],
  restore_pulse: ['item_restored'],
  move_pulse_into_group: ['item_moved_to_any_group', 'item_moved_to_specific_group'],
} as const satisfies Readonly<Record<string, readonly BoardEventName[]>>;

/** The same for subitems, whose events have the types of items (docs/monday-platform.md#board-webhooks). */
const SUBSCRIBED_OF_SUBITEMS: Readonly<Record<string, BoardEventName>> = {
  create_pulse: 'create_subitem',
  update_column_value: 'change_subitem_column_value',
  update_name: 'change_subitem_name',
  archive_pulse: 'subitem_archived',
  delete_pulse: 'subitem_deleted',
  move_pulse_into_group: 'move_subitem',
  create_update: 'create_subitem_update',
};

/** A name that a handler can use: a subscription to a board, the type of such an event, or the type of another event. */
export type EventName = BoardEventName | keyof typeof SUBSCRIBED | LifecycleType | FeatureEventType;

/** All of them. */
export const EVENT_NAMES: readonly string[] = [
  ...BOARD_EVENT_NAMES,
  ...Object.keys(SUBSCRIBED),
  ...LIFECYCLE_TYPES,
  ...FEATURE_EVENT_TYPES,
];

/**
 * All names that a handler can use for the event: its type, and the name used to subscribe. An event of a subitem has
 * the name of subitems instead, so that handlers of items do not run.
 */
export function namesOf(type: string, data: Fields): string[] {
  if (isOfSubitem(data))
    return [Object.hasOwn(SUBSCRIBED_OF_SUBITEMS, type) ? SUBSCRIBED_OF_SUBITEMS[type]! : type];
  const isStatus = type === 'update_column_value' && data['columnType'] === 'color';
  const subscribed = Object.hasOwn(SUBSCRIBED, type) ? SUBSCRIBED[type as keyof typeof SUBSCRIBED] : [];
  return [type, ...subscribed, ...(isStatus ? ['change_status_column_value'] : [])];
}

/** Types that only the routes of board events and of feature events take. */
const OF_OTHER_ROUTES: ReadonlySet<string> = new Set([
  ...BOARD_EVENT_NAMES,
  ...Object.keys(SUBSCRIBED),
  ...FEATURE_EVENT_TYPES,
]);

/**
 * Whether an event can be one of the app's lifecycle, which has names that are not known here. Users of a board view can
 * sign such events, so they must not reach the handlers of other events.
 */
export function mayBeLifecycle(type: string): boolean {
  return !OF_OTHER_ROUTES.has(type) && !type.startsWith('AppFeature');
}

const isOfSubitem = ({ parentItemId }: Fields): boolean =>
  parentItemId !== undefined && parentItemId !== null;
