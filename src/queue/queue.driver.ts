import { type Operation, type Persistence } from '../persistence/index.js';
import { type Cancellation } from './cancellation.js';

/** Messages that one worker handles at once, unless a driver is told otherwise. */
export const DEFAULT_CONCURRENCY = 64;

export const PRIORITIES = ['high', 'normal', 'low'] as const;

/** Higher ones are taken first; a steady flow of them can hold lower ones back. */
export type Priority = (typeof PRIORITIES)[number];

/** What a driver can do. What it cannot do is also listed in docs/drivers.md. */
export interface QueueCapabilities {
  /** `delayMs` of a publish is honoured. */
  readonly delay: boolean;
  /** `priority` of a publish is honoured. */
  readonly priority: boolean;
  /** `stats`, `peek`, `pause` and `resume` work. */
  readonly operations: boolean;
  /** The driver brings messages itself; otherwise they are pushed to the endpoint. */
  readonly consumes: boolean;
}

/** A message on its way into the queue. */
export interface OutgoingMessage {
  readonly id: string;
  /** Opaque to the driver. */
  readonly body: string;
  readonly priority: Priority;
  /** 0 for at once. */
  readonly delayMs: number;
  /** Publishing an id again within this time does nothing; absent for no such check. */
  readonly deduplicateForMs?: number;
}

/** A message on its way to its handler. */
export interface Delivery {
  readonly id: string;
  readonly body: string;
  /** 1 for the first try; counts tries that died with their process too. */
  readonly attempt: number;
  /** Cancelled when the message was lost to another worker, or the driver stops. */
  readonly cancellation: Cancellation;
}

/** What becomes of a delivered message. */
export type Outcome =
  /** Forget it. */
  | { readonly type: 'done' }
  /** Bring it again after this time. */
  | { readonly type: 'retry'; readonly delayMs: number }
  /** Bring it again after this time (default: at once), to whoever is free; this try does not count. */
  | { readonly type: 'return'; readonly delayMs?: number };

/** Never rejects. */
export type DeliveryHandler = (delivery: Delivery) => Promise<Outcome>;

export interface QueueStats {
  readonly ready: number;
  readonly delayed: number;
  readonly running: number;
  readonly paused: boolean;
  /** True if counting stopped early: the numbers are lower bounds. */
  readonly partial: boolean;
  /** When the ready message that waits longest came due, in milliseconds since the epoch; absent if none waits. */
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
 * Brings messages from publishers to handlers, at least once each.
 *
 * - A publish that resolved is durable.
 * - A message whose worker died is brought again, to this or another process, after the visibility timeout at the latest.
 * - While a handler runs, its message is shown to nobody else.
 */
export abstract class QueueDriver {
  abstract readonly capabilities: QueueCapabilities;

  /** Connects. Called once, before any other method. */
  abstract open(): Promise<void>;

  /**
   * Resolves when the message is durable. The same id again is one more message, unless `deduplicateForMs` says that it
   * is not.
   * @throws QueueUnsupportedError for what the driver cannot do.
   */
  abstract publish(message: OutgoingMessage): Promise<void>;

  /**
   * The writes that publish the message, if the queue itself lives in that store and they cannot be refused;
   * else `undefined`. Whoever makes them calls `wake` after.
   */
  operationsFor(_store: Persistence, _message: OutgoingMessage): readonly Operation[] | undefined {
    return undefined;
  }

  /** Messages may have come in past `publish`. */
  wake(): void {}

  /** Begins to bring messages to the handler. */
  abstract start(handle: DeliveryHandler): Promise<void>;

  /**
   * Takes no further message, waits so long for running handlers, then aborts them and returns their messages.
   * Publishing still works.
   */
  abstract stop(graceMs: number): Promise<void>;

  /** Releases everything. */
  abstract close(): Promise<void>;

  /** Resolves if messages can be brought, as far as is known. @throws Error if not */
  check(): Promise<void> {
    return Promise.resolve();
  }

  abstract stats(): Promise<QueueStats>;

  /** The next messages to be brought, at most `limit`. */
  abstract peek(limit: number): Promise<WaitingMessage[]>;

  /** No message is brought until `resume`, in any process; running ones end. */
  abstract pause(): Promise<void>;

  abstract resume(): Promise<void>;
}
