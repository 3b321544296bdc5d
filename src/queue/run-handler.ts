import { runAs } from '../caller/index.js';
import { type Clock } from '../clock/index.js';
import type { Envelope } from './envelope.js';
import { HandlerLogger } from './handler-logger.js';
import type { RegisteredHandler } from './handler-registry.js';
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
  { envelope, delivery, isLastAttempt }: Try,
  clock: Clock,
): Promise<void> {
  const abort = new AbortController();
  const cancelTimeout = clock.after(handler.timeoutSeconds * 1_000, () =>
    abort.abort(new QueueHandlerTimeoutError(handler.timeoutSeconds)),
  );
  const passOn = (): void => abort.abort(delivery.signal.reason);
  delivery.signal.addEventListener('abort', passOn, { once: true });
  if (delivery.signal.aborted) passOn();

  const { accountId, userId, type, id: messageId } = envelope;
  const { attempt } = delivery;
  const logger = new HandlerLogger({ messageId, type, attempt });
  const context = { attempt, isLastAttempt, messageId, signal: abort.signal, logger };
  try {
    abort.signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      abort.signal.addEventListener('abort', () => reject(abort.signal.reason as Error), { once: true });
      runAs({ accountId, userId, kind: 'job' }, async () => handler.invoke(payload, context)).then(
        resolve,
        reject,
      );
    });
  } finally {
    cancelTimeout();
    delivery.signal.removeEventListener('abort', passOn);
  }
}
