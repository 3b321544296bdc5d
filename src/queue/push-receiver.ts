import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Persistence } from '../persistence/index.js';
import { readEnvelope } from './envelope.js';
import { QueueDeliveryFailedError, QueueMessageInvalidError, QueueTypeUnknownError } from './queue.errors.js';
import { QueueRunner } from './queue.runner.js';

/** The platform drops a message after ten tries (platform.md 6); ours must be kept before that. */
const MAX_PUSHES = 9;
const ATTEMPTS_TTL_SECONDS = 7 * 24 * 60 * 60;

/** Handles messages that a queue outside pushes to us. */
@Injectable()
export class PushReceiver {
  constructor(
    private readonly runner: QueueRunner,
    private readonly persistence: Persistence,
  ) {}

  /**
   * Resolves when the message needs no further push: it was handled, or is kept as a dead letter.
   * @param body the message itself, or `{content: <the message as text>}` (platform.md 6: both are sent)
   * @throws QueueMessageInvalidError | QueueTypeUnknownError for what this app cannot take
   * @throws QueueDeliveryFailedError where it should be pushed again
   */
  async receive(body: unknown): Promise<'handled' | 'dead_lettered'> {
    const text = messageOf(body);
    const id = idOf(text);
    const attempt = await this.persistence.increment(`queue/pushes/${id}`, 1, {
      ttlSeconds: ATTEMPTS_TTL_SECONDS,
    });
    const delivery = { id, body: text, attempt, signal: new AbortController().signal };
    const verdict = await this.runner.run(delivery, MAX_PUSHES);
    switch (verdict.type) {
      case 'done':
        return 'handled';
      case 'retry':
        throw new QueueDeliveryFailedError(Math.ceil(verdict.delayMs / 1_000));
      case 'return':
        throw new QueueDeliveryFailedError(1);
      case 'dead':
        if (isRefusal(verdict.error)) throw verdict.error;
        return 'dead_lettered';
    }
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
