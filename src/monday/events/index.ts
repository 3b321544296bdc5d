export {
  BOARD_EVENT_NAMES,
  type BoardEventData,
  type BoardEventName,
  type BoardEvents,
  type ColumnChangeEventData,
  type ItemEventData,
  type MoveEventData,
  type NameChangeEventData,
  type NewColumnEventData,
  type OfSubitem,
  type RemovedItemEventData,
  type UpdateEventData,
} from './board-events.js';
export { type EventName } from './event-names.js';
export { ENCRYPTED_EVENTS } from './large-event.store.js';
export { FEATURE_EVENT_TYPES, type FeatureEventType } from './feature-event-types.js';
export { MondayEventsModule } from './events.module.js';
export {
  LIFECYCLE_TYPES,
  type LifecycleData,
  type LifecycleSubscription,
  type LifecycleType,
} from './lifecycle-data.js';
export {
  MondayEvent,
  type LifecycleEvent,
  type MondayEventMessage,
  type MondayEventMethod,
  type MondayEventOf,
} from './monday-event.decorator.js';
export { webhookArguments, WebhookConfigError, type WebhookConfig } from './webhook-config.js';
