import { type Operation, type Persistence } from '../persistence/index.js';
import { type Cancellation } from './cancellation.js';

/** Default number of messages that one worker handles concurrently. */
export const DEFAULT_CONCURRENCY = 64;

export const PRIORITIES = ['high', 'normal', 'low'] as const;

/** Messages with a higher priority are taken first; a steady flow of them can delay others. */
export type Priority = (typeof PRIORITIES)[number];

/** Capabilities of a driver. docs/drivers.md lists the missing ones. */
export interface QueueCapabilities {
  /** `delayMs` of a publish is honoured. */
  readonly delay: boolean;
  /** `priority` of a publish is honoured. */
  readonly priority: boolean;
  /** `stats`, `peek`, `pause` and `resume` work. */
  readonly operations: boolean;
  /** The driver fetches messages itself; otherwise they are delivered to the endpoint. */
  readonly consumes: boolean;
}

/** A message to be published. */
export interface OutgoingMessage {
  readonly id: string;
  /** Opaque to the driver. */
  readonly body: string;
  readonly priority: Priority;
  /** 0 for at once. */
  readonly delayMs: number;
  /** Publishing the same id again within this time has no effect; if absent, this is not checked. */
  readonly deduplicateForMs?: number;
}

/** A message to be handled. */
export interface Delivery {
  readonly id: string;
  readonly body: string;
  /** Number of the attempt, from 1, including attempts of crashed processes. */
  readonly attempt: number;
  /** Cancelled when another worker takes over the message, or the driver stops. */
  readonly cancellation: Cancellation;
}

/** What becomes of a delivered message. */
export type Outcome =
  /** Forget it. */
  | { readonly type: 'done' }
  /** Deliver it again after this time. */
  | { readonly type: 'retry'; readonly delayMs: number }
  /** Deliver it again after this time (default: immediately) to any worker; this attempt does not count. */
  | { readonly type: 'return'; readonly delayMs?: number };

/** Never rejects. */
export type DeliveryHandler = (delivery: Delivery) => Promise<Outcome>;

export interface QueueStats {
  readonly ready: number;
  readonly delayed: number;
  readonly running: number;
  readonly paused: boolean;
  /** True if counting stopped early, so that the numbers are lower bounds. */
  readonly partial: boolean;
  /** Due time of the oldest ready message, in milliseconds since the epoch; absent if no message is ready. */
  readonly oldestDueAt?: number;
}

/** A message that waits. */
export interface WaitingMessage {
  readonly id: string;
  readonly body: string;
  /** Tries so far. */
  readonly attempts: number;
  readonly priority: Priority;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

/**
 * Delivers messages from publishers to handlers, each at least once.
 *
 * - A publish that resolved is durable.
 * - A message whose worker died is delivered again, to this or another process, after the visibility timeout at the
 *   latest.
 * - While a handler is running, its message is not delivered to other handlers.
 */
export abstract class QueueDriver {
  abstract readonly capabilities: QueueCapabilities;

  /** Connects. Called once, before any other method. */
  abstract open(): Promise<void>;

  /**
   * Resolves when the message is durable. A repeated id is a new message unless `deduplicateForMs` is set.
   * @throws QueueUnsupportedError for unsupported options
   * @throws QueueUnavailableError if the server does not take it
   */
  abstract publish(message: OutgoingMessage): Promise<void>;

  /**
   * The writes that publish the message, if the queue uses that store and they cannot be refused; otherwise
   * `undefined`. The caller must call `wake` after the writes.
   */
  operationsFor(_store: Persistence, _message: OutgoingMessage): readonly Operation[] | undefined {
    return undefined;
  }

  /** Notifies the driver of messages that were written without `publish`. */
  wake(): void {}

  /** Starts delivering messages to the handler. */
  abstract start(handle: DeliveryHandler): Promise<void>;

  /**
   * Stops taking messages, waits for running handlers until the timeout, then aborts them and returns their messages.
   * Publishing still works.
   */
  abstract stop(graceMs: number): Promise<void>;

  /** Releases everything. */
  abstract close(): Promise<void>;

  /** Resolves if messages can be delivered, as far as is known. @throws Error otherwise */
  check(): Promise<void> {
    return Promise.resolve();
  }

  abstract stats(): Promise<QueueStats>;

  /** The next messages, at most `limit`. */
  abstract peek(limit: number): Promise<WaitingMessage[]>;

  /** Stops deliveries in all processes until `resume`. Running messages are finished. */
  abstract pause(): Promise<void>;

  abstract resume(): Promise<void>;
}
