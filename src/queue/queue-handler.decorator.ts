import { SetMetadata, type Type } from '@nestjs/common';
import { type HandlerLogger } from './handler-logger.js';
import { type RetryPolicy } from './retry-policy.js';

export const QUEUE_HANDLER = Symbol('QUEUE_HANDLER');

export interface QueueHandlerOptions {
  /** Timeout in seconds, after which a handler is aborted and retried; default 300. */
  readonly timeoutSeconds?: number;
  /** Retry policy for this type; default ten attempts within a quarter of an hour. */
  readonly retry?: RetryPolicy;
}

/** Metadata that the decorator sets for the registry. */
export interface QueueHandlerMetadata extends QueueHandlerOptions {
  readonly type: string;
  readonly payload: Type<object>;
}

/** Second argument of a handler. */
export interface QueueHandlerContext {
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Whether a failure of this attempt makes the message a dead letter. */
  readonly isLastAttempt: boolean;
  readonly messageId: string;
  /** When the message was published, in milliseconds since the epoch. */
  readonly publishedAt: number;
  /** Aborted when the handler times out, another worker takes over the message, or the app stops. */
  readonly signal: AbortSignal;
  /** Adds the message to every line. */
  readonly logger: HandlerLogger;
}

/** A method that handles messages on behalf of the publisher, with the caller kind `job`. */
export type QueueHandlerMethod<T extends object> = (
  payload: T,
  context: QueueHandlerContext,
) => Promise<void> | void;

/**
 * Marks a method as the handler of one message type. Delivery is at least once, so a handler must be idempotent for a
 * `messageId`.
 * @param type name of the message, unique in the app
 * @param payload DTO class of the payload; invalid messages become dead letters without being handled
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
