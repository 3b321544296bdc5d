import { runAs } from '../caller/index.js';
import { type Clock } from '../clock/index.js';
import { type Envelope } from './envelope.js';
import { HandlerLogger } from './handler-logger.js';
import { type RegisteredHandler } from './handler.registry.js';
import { type QueueHandlerContext } from './queue-handler.decorator.js';
import { type Delivery } from './queue.driver.js';
import { QueueHandlerTimeoutError } from './queue.errors.js';

/** One attempt to handle a message. */
export interface Attempt {
  readonly envelope: Envelope;
  readonly delivery: Delivery;
  readonly isLastAttempt: boolean;
}

/**
 * Runs a handler on behalf of the publisher, and stops waiting when it times out or loses its message.
 * @throws the error of the handler, or the reason of the cancellation
 */
export async function runHandler(
  handler: RegisteredHandler,
  payload: object,
  attempt: Attempt,
  clock: Clock,
): Promise<void> {
  const { accountId, userId } = attempt.envelope;
  const { cancellation } = attempt.delivery;
  cancellation.throwIfCancelled();
  const cancelTimeout = clock.after(handler.timeoutSeconds * 1_000, () =>
    cancellation.cancel(new QueueHandlerTimeoutError(handler.timeoutSeconds)),
  );
  const context = new AttemptContext(attempt);
  try {
    await new Promise<void>((resolve, reject) => {
      cancellation.onCancel(reject);
      runAs({ accountId, userId, kind: 'job' }, async () => handler.invoke(payload, context)).then(
        resolve,
        reject,
      );
    });
  } finally {
    cancelTimeout();
  }
}

class AttemptContext implements QueueHandlerContext {
  readonly attempt: number;
  readonly isLastAttempt: boolean;
  readonly messageId: string;
  readonly publishedAt: number;
  readonly #attempt: Attempt;
  #logger: HandlerLogger | undefined;

  constructor(attempt: Attempt) {
    this.#attempt = attempt;
    this.attempt = attempt.delivery.attempt;
    this.isLastAttempt = attempt.isLastAttempt;
    this.messageId = attempt.envelope.id;
    this.publishedAt = attempt.envelope.publishedAt;
  }

  get signal(): AbortSignal {
    return this.#attempt.delivery.cancellation.signal;
  }

  get logger(): HandlerLogger {
    const { messageId, attempt } = this;
    return (this.#logger ??= new HandlerLogger({ messageId, type: this.#attempt.envelope.type, attempt }));
  }
}
