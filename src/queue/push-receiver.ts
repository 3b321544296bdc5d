import { Injectable } from '@nestjs/common';
import { sha256 } from 'monday-persistence/hash';
import { isObject } from 'monday-persistence/json';
import { Clock } from '../clock/index.js';
import { Persistence } from '../persistence/index.js';
import { Cancellation } from './cancellation.js';
import { readEnvelope } from './envelope.js';
import { Outbox } from './outbox.js';
import { QueueDeliveryFailedError, QueueMessageInvalidError, QueueTypeUnknownError } from './queue.errors.js';
import { QueueDriver } from './queue.driver.js';
import { QueueRunner } from './queue.runner.js';

/**
 * The platform drops a message after ten attempts (docs/monday-platform.md#queue), so it must be stored or published
 * again before that.
 */
const MAX_PUSHES = 9;
/**
 * A queue without delays is slowed down by late replies; the platform waits ten minutes
 * (docs/monday-platform.md#queue).
 */
const MAX_HOLD_MS = 10_000;
/**
 * An instance serves 80 requests at once (docs/monday-platform.md#monday-code-limits): most of them must stay free for
 * other requests than waiting messages.
 */
const MAX_HELD = 16;
const ATTEMPTS_TTL_SECONDS = 7 * 24 * 60 * 60;

export type PushResult = 'handled' | 'dead_lettered' | 'postponed';

/** A delivered message. */
interface Pushed {
  readonly id: string;
  readonly body: string;
  /** Number of deliveries before this copy was published. */
  readonly pushedBefore: number;
}

/** Handles messages that an external queue delivers by HTTP. */
@Injectable()
export class PushReceiver {
  private held = 0;

  constructor(
    private readonly runner: QueueRunner,
    private readonly persistence: Persistence,
    private readonly driver: QueueDriver,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Resolves when the delivery is complete: the message was handled, is a dead letter, or will be delivered as a new
   * message.
   * @param body the message itself, or `{content: <the message as text>}` (docs/monday-platform.md#queue: both are sent)
   * @throws QueueMessageInvalidError | QueueTypeUnknownError for messages that this app cannot handle
   * @throws QueueDeliveryFailedError if it should be delivered again
   */
  async receive(body: unknown): Promise<PushResult> {
    const pushed = pushedOf(body);
    const { id } = pushed;
    const attempt = await this.count(id, 1);
    const delivery = { id, body: pushed.body, attempt, cancellation: new Cancellation() };
    const result = await this.runner.run(delivery, MAX_PUSHES);
    switch (result.type) {
      case 'done':
        return 'handled';
      case 'retry':
        return this.retry(pushed, attempt, result.delayMs);
      case 'return': {
        const attempts = await this.count(id, -1);
        if (result.delayMs === undefined) throw new QueueDeliveryFailedError(1);
        await this.publishAgain(pushed, attempts, result.delayMs);
        return 'postponed';
      }
      case 'dead':
        // A replay counts from 1.
        await this.persistence.delete(keyOf(id));
        if (isRefusal(result.error)) throw result.error;
        return 'dead_lettered';
    }
  }

  private count(id: string, by: number): Promise<number> {
    return this.persistence.increment(keyOf(id), by, { ttlSeconds: ATTEMPTS_TTL_SECONDS });
  }

  /**
   * The platform sets the times and the number of its retries. If they do not suffice, the message is published again.
   */
  private async retry(pushed: Pushed, attempt: number, delayMs: number): Promise<PushResult> {
    const canWait = this.driver.capabilities.delay || this.outbox.canDefer;
    const isUsedUp = attempt - pushed.pushedBefore >= MAX_PUSHES;
    if (attempt >= MAX_PUSHES && (canWait || isUsedUp)) {
      await this.publishAgain(pushed, attempt, delayMs);
      return 'postponed';
    }
    if (attempt > MAX_PUSHES) await this.hold(delayMs);
    throw new QueueDeliveryFailedError(Math.ceil(delayMs / 1_000));
  }

  private async publishAgain({ id, body }: Pushed, attempt: number, delayMs: number): Promise<void> {
    if (this.driver.capabilities.delay) {
      return this.driver.publish({ id, body, priority: 'normal', delayMs });
    }
    const copy = copyOf(body, attempt);
    if (delayMs > MAX_HOLD_MS && this.outbox.canDefer) return this.outbox.defer(id, copy, delayMs);
    await this.hold(delayMs);
    await this.driver.publish({ id, body: copy, priority: 'normal', delayMs: 0 });
  }

  /** Delays the reply, for a limited number of requests at once. */
  private async hold(delayMs: number): Promise<void> {
    if (this.held >= MAX_HELD) return;
    this.held += 1;
    await new Promise<void>((resolve) => this.clock.after(Math.min(delayMs, MAX_HOLD_MS), resolve));
    this.held -= 1;
  }
}

const keyOf = (id: string): string => `queue/pushes/${id}`;

const isRefusal = (error: unknown): error is Error =>
  error instanceof QueueMessageInvalidError || error instanceof QueueTypeUnknownError;

function pushedOf(body: unknown): Pushed {
  const text = messageOf(body);
  try {
    const { pushedBefore, ...message } = JSON.parse(text) as { readonly pushedBefore?: unknown };
    const { id } = readEnvelope(text);
    if (pushedBefore === undefined) return { id, body: text, pushedBefore: 0 };
    return { id, body: JSON.stringify(message), pushedBefore: Number(pushedBefore) || 0 };
  } catch {
    // An unreadable message is identified by its text, so that it creates one dead letter instead of ten.
    const id = `unread-${sha256(text).slice(0, 32)}`;
    return { id, body: text, pushedBefore: 0 };
  }
}

/**
 * Publishes the message again, for ten more deliveries by the platform. @param pushedBefore number of deliveries so far
 */
function copyOf(body: string, pushedBefore: number): string {
  try {
    return JSON.stringify({ ...(JSON.parse(body) as object), pushedBefore });
  } catch {
    return body;
  }
}

function messageOf(body: unknown): string {
  const content = isObject(body) && 'content' in body && !('payload' in body) ? body['content'] : body;
  return typeof content === 'string' ? content : (JSON.stringify(content) ?? '');
}
