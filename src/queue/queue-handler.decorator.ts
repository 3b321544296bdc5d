import { SetMetadata, type Type } from '@nestjs/common';
import { type HandlerLogger } from './handler-logger.js';
import { type RetryPolicy } from './retry-policy.js';

export const QUEUE_HANDLER = Symbol('QUEUE_HANDLER');

export interface QueueHandlerOptions {
  /** A handler that runs longer is aborted and retried; default 300. */
  readonly timeoutSeconds?: number;
  /** How failed messages of this type are tried again; default ten tries within a quarter of an hour. */
  readonly retry?: RetryPolicy;
}

/** What the decorator leaves on a method for the registry to find. */
export interface QueueHandlerMetadata extends QueueHandlerOptions {
  readonly type: string;
  readonly payload: Type<object>;
}

/** Second argument of a handler. */
export interface QueueHandlerContext {
  /** 1 for the first try. */
  readonly attempt: number;
  /** A failure of this try makes the message a dead letter. */
  readonly isLastAttempt: boolean;
  readonly messageId: string;
  /** When the message was published, in milliseconds since the epoch. */
  readonly publishedAt: number;
  /** Aborted when the handler ran too long, the message was lost to another worker, or the app stops. */
  readonly signal: AbortSignal;
  /** Names the message in every line. */
  readonly logger: HandlerLogger;
}

/** A method that handles messages; it runs as the caller who published, of kind `job`. */
export type QueueHandlerMethod<T extends object> = (
  payload: T,
  context: QueueHandlerContext,
) => Promise<void> | void;

/**
 * Marks a provider's method as the handler of one message type.
 * Delivery is at least once: a handler must bear seeing the same `messageId` again.
 * @param type name of the message, unique in the app
 * @param payload DTO class that the payload must satisfy; what does not is dead-lettered unhandled
 */
export const QueueHandler =
  <T extends object>(type: string, payload: Type<T>, options: QueueHandlerOptions = {}) =>
  <M extends QueueHandlerMethod<T>>(
    target: object,
    name: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    const metadata: QueueHandlerMetadata = { ...options, type, payload };
    SetMetadata(QUEUE_HANDLER, metadata)(target, name, method);
  };
