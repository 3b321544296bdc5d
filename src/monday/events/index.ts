export { MondayEventsModule } from './events.module.js';
export { MondayEvent, type MondayEventMessage } from './monday-event.decorator.js';
