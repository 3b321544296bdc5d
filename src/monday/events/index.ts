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
