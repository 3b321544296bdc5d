export type { DeadLetter } from './dead-letters.js';
export {
  QueueHandler,
  type QueueHandlerContext,
  type QueueHandlerMethod,
  type QueueHandlerOptions,
} from './queue-handler.decorator.js';
export type { Priority, QueueStats } from './queue.driver.js';
export { QueuePermanentError } from './queue.errors.js';
export { QueueModule } from './queue.module.js';
export { QueueService, type MessageSummary, type PublishOptions } from './queue.service.js';
