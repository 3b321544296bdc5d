export { DeadLetterObservers, type DeadLetterObserver } from './dead-letter-observers.js';
export { type DeadLetter } from './dead-letters.js';
export { HandlerLogger } from './handler-logger.js';
export { checkRedisQueue } from './check-redis-queue.js';
export { inspectRedis, type RedisInspection } from './drivers/inspect-redis.js';
export { queueSchemaOf } from './drivers/queue-schema.js';
export { openQueueOperations, type OpenedQueue } from './open-queue-operations.js';
export {
  QueueHandler,
  type QueueHandlerContext,
  type QueueHandlerMethod,
  type QueueHandlerOptions,
} from './queue-handler.decorator.js';
export { type Priority, type QueueDriver, type QueueStats } from './queue.driver.js';
export { QueuePayloadTooLargeError, QueuePermanentError, QueuePostponedError } from './queue.errors.js';
export { publishErrorResponses } from './publish-error-responses.js';
export { QueueModule } from './queue.module.js';
export { type RetryPolicy } from './retry-policy.js';
export { OutboxRelay } from './outbox-relay.js';
export { QueueOperations, type DeadLetterSummary, type MessageSummary } from './queue-operations.js';
export { ENCRYPTED_MESSAGES } from './encrypted-messages.js';
export { QueueService, type PreparedMessage, type PublishOptions } from './queue.service.js';
