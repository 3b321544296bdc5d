import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Persistence } from '../persistence/index.js';
import { Cancellation } from './cancellation.js';
import { readEnvelope } from './envelope.js';
import { QueueDeliveryFailedError, QueueMessageInvalidError, QueueTypeUnknownError } from './queue.errors.js';
import { QueueDriver } from './queue.driver.js';
import { QueueRunner } from './queue.runner.js';

/** The platform drops a message after ten tries (platform.md 6); ours must be kept before that. */
const MAX_PUSHES = 9;
/** A queue that knows no delay is slowed by answering late; the platform waits ten minutes (platform.md 6). */
const MAX_HOLD_MS = 10_000;
const ATTEMPTS_TTL_SECONDS = 7 * 24 * 60 * 60;

export type PushResult = 'handled' | 'dead_lettered' | 'postponed';

/** Handles messages that a queue outside pushes to us. */
@Injectable()
export class PushReceiver {
  constructor(
    private readonly runner: QueueRunner,
    private readonly persistence: Persistence,
    private readonly driver: QueueDriver,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when this push is over: the message was handled, is kept as a dead letter, or was published anew for later.
   * @param body the message itself, or `{content: <the message as text>}` (platform.md 6: both are sent)
   * @throws QueueMessageInvalidError | QueueTypeUnknownError for what this app cannot take
   * @throws QueueDeliveryFailedError where it should be pushed again
   */
  async receive(body: unknown): Promise<PushResult> {
    const text = messageOf(body);
    const id = idOf(text);
    const attempt = await this.count(id, 1);
    const delivery = { id, body: text, attempt, cancellation: new Cancellation() };
    const verdict = await this.runner.run(delivery, MAX_PUSHES);
    switch (verdict.type) {
      case 'done':
        return 'handled';
      case 'retry':
        throw new QueueDeliveryFailedError(Math.ceil(verdict.delayMs / 1_000));
      case 'return':
        await this.count(id, -1);
        if (verdict.delayMs === undefined) throw new QueueDeliveryFailedError(1);
        await this.publishAgain(id, text, verdict.delayMs);
        return 'postponed';
      case 'dead':
        if (isRefusal(verdict.error)) throw verdict.error;
        return 'dead_lettered';
    }
  }

  private count(id: string, by: number): Promise<number> {
    return this.persistence.increment(`queue/pushes/${id}`, by, { ttlSeconds: ATTEMPTS_TTL_SECONDS });
  }

  /** The platform brings a message again at its own times and gives up after ten, so that it must be a new one. */
  private async publishAgain(id: string, body: string, delayMs: number): Promise<void> {
    const canDelay = this.driver.capabilities.delay;
    if (!canDelay) {
      await new Promise<void>((resolve) => this.clock.after(Math.min(delayMs, MAX_HOLD_MS), resolve));
    }
    await this.driver.publish({ id, body, priority: 'normal', delayMs: canDelay ? delayMs : 0 });
  }
}

const isRefusal = (error: unknown): error is Error =>
  error instanceof QueueMessageInvalidError || error instanceof QueueTypeUnknownError;

function messageOf(body: unknown): string {
  const content =
    typeof body === 'object' && body !== null && 'content' in body && !('payload' in body)
      ? body.content
      : body;
  return typeof content === 'string' ? content : (JSON.stringify(content) ?? '');
}

/** A message that cannot be read is known by its text, so that it makes one dead letter, not ten. */
function idOf(text: string): string {
  try {
    return readEnvelope(text).id;
  } catch {
    return `unread-${createHash('sha256').update(text).digest('base64url').slice(0, 32)}`;
  }
}
