import { runAs } from '../caller/index.js';
import { type Clock } from '../clock/index.js';
import type { Envelope } from './envelope.js';
import { HandlerLogger } from './handler-logger.js';
import type { RegisteredHandler } from './handler-registry.js';
import { LateSignal } from './late-signal.js';
import type { QueueHandlerContext } from './queue-handler.decorator.js';
import type { Delivery } from './queue.driver.js';
import { QueueHandlerTimeoutError } from './queue.errors.js';

/** One try of one message. */
export interface Try {
  readonly envelope: Envelope;
  readonly delivery: Delivery;
  readonly isLastAttempt: boolean;
}

/**
 * Runs a handler as the caller who published, and stops waiting for it when its time is over or its message is taken away.
 * @throws what the handler throws, else the reason of the abort
 */
export async function runHandler(
  handler: RegisteredHandler,
  payload: object,
  attempt: Try,
  clock: Clock,
): Promise<void> {
  const { accountId, userId } = attempt.envelope;
  const { signal } = attempt.delivery;
  signal.throwIfAborted();
  const late = new LateSignal();
  let release = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = (reason: Error): void => {
        late.abort(reason);
        reject(reason);
      };
      const takenAway = (): void => stop(signal.reason as Error);
      const cancelTimeout = clock.after(handler.timeoutSeconds * 1_000, () =>
        stop(new QueueHandlerTimeoutError(handler.timeoutSeconds)),
      );
      signal.addEventListener('abort', takenAway, { once: true });
      release = () => {
        cancelTimeout();
        signal.removeEventListener('abort', takenAway);
      };
      const context = contextOf(attempt, late);
      runAs({ accountId, userId, kind: 'job' }, async () => handler.invoke(payload, context)).then(
        resolve,
        reject,
      );
    });
  } finally {
    release();
  }
}

function contextOf({ envelope, delivery, isLastAttempt }: Try, late: LateSignal): QueueHandlerContext {
  const { id: messageId, type } = envelope;
  const { attempt } = delivery;
  return {
    attempt,
    isLastAttempt,
    messageId,
    logger: new HandlerLogger({ messageId, type, attempt }),
    get signal() {
      return late.signal;
    },
  };
}
