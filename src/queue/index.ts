export {
  QueueHandler,
  type QueueHandlerContext,
  type QueueHandlerMethod,
  type QueueHandlerOptions,
} from './queue-handler.decorator.js';
export { QueueModule } from './queue.module.js';
export { QueueService, type Priority, type PublishOptions } from './queue.service.js';
