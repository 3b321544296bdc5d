import { Inject, Injectable, Logger } from '@nestjs/common';
import { spreadDelay } from 'monday-persistence/backoff';
import { BaseError, codeOf, MondayCodeAPIError } from '../errors/index.js';
import { KeyRing } from '../secrets/index.js';
import { InstallationStore } from '../account-data/index.js';
import { Clock } from '../clock/index.js';
import { Metrics, Tracing, type Histogram } from '../telemetry/index.js';
import { AccountSlots } from './account-slots.js';
import { DeadLetters } from './dead-letters.js';
import { openPayload, readEnvelope, type Envelope } from './envelope.js';
import { HandlerRegistry } from './handler.registry.js';
import { parsePayload } from './parse-payload.js';
import { type Delivery, type Outcome } from './queue.driver.js';
import {
  QueueLeaseLostError,
  QueueMessageInvalidError,
  QueuePermanentError,
  QueuePostponedError,
  QueueStoppingError,
  QueueTypeUnknownError,
} from './queue.errors.js';
import { isLastAttempt, retryDelayMs, type RetryPolicy } from './retry-policy.js';
import { runHandler } from './run-handler.js';

/** Token of the default retry policy. */
export const RETRY_POLICY = Symbol('RETRY_POLICY');

/** The result of a delivery, with the reason if it was not handled. A dead letter is already stored. */
export type DeliveryResult = Outcome | { readonly type: 'dead'; readonly error: unknown };

const UNKNOWN_TYPE = 'unknown';
const OUTCOMES = { done: 'handled', retry: 'retried', return: 'returned', dead: 'dead' } as const;
const MAX_SPREAD_MS = 10_000;
const MAX_POSTPONED_MS = 30 * 24 * 60 * 60 * 1_000;

/** Passes a delivered message to its handler and decides on the outcome, for all drivers. */
@Injectable()
export class QueueRunner {
  private readonly logger = new Logger(QueueRunner.name);
  private readonly durations: Histogram<'type' | 'outcome'>;

  constructor(
    private readonly handlers: HandlerRegistry,
    private readonly keyRing: KeyRing,
    private readonly deadLetters: DeadLetters,
    private readonly clock: Clock,
    private readonly installations: InstallationStore,
    private readonly slots: AccountSlots,
    @Inject(RETRY_POLICY) private readonly policy: RetryPolicy,
    private readonly tracing: Tracing,
    metrics: Metrics,
  ) {
    this.durations = metrics.histogram({
      name: 'queue_message_duration_seconds',
      help: 'Tries to handle a message, by its type and what became of it.',
      labels: ['type', 'outcome'],
    });
  }

  /**
   * Never rejects.
   * @param maxAttempts maximum of the driver, if it is below the default policy; a policy of the handler takes
   *   precedence
   */
  async run(delivery: Delivery, maxAttempts?: number): Promise<DeliveryResult> {
    const start = performance.now();
    const envelope = envelopeOf(delivery);
    const type = this.typeOf(envelope);
    const span = {
      name: `process ${type}`,
      kind: 'consumer',
      parentTraceparent: envelope?.traceparent,
    } as const;
    const policy = this.policyFor(envelope, maxAttempts);
    const result = await this.tracing.begin(span, () => this.inSlot(delivery, envelope, policy));
    this.durations.observe({ type, outcome: OUTCOMES[result.type] }, (performance.now() - start) / 1_000);
    return result;
  }

  /** An unreadable message has no account and runs no handler. */
  private inSlot(
    delivery: Delivery,
    envelope: Envelope | undefined,
    policy: RetryPolicy,
  ): Promise<DeliveryResult> {
    const attempt = (): Promise<DeliveryResult> => this.attempt(delivery, envelope, policy);
    return envelope === undefined ? attempt() : this.slots.run(envelope.accountId, attempt);
  }

  private async attempt(
    delivery: Delivery,
    envelope: Envelope | undefined,
    policy: RetryPolicy,
  ): Promise<DeliveryResult> {
    const isLast = this.isLast(policy, delivery, envelope);
    try {
      await this.handle(envelope ?? readEnvelope(delivery.body), delivery, isLast);
      return { type: 'done' };
    } catch (error) {
      return this.decideOutcome(error, delivery, envelope, policy);
    }
  }

  private policyFor(envelope: Envelope | undefined, maxAttempts = this.policy.maxAttempts): RetryPolicy {
    const own = envelope && this.handlers.find(envelope.type)?.retry;
    return own ?? { ...this.policy, maxAttempts: Math.min(maxAttempts, this.policy.maxAttempts) };
  }

  private isLast(policy: RetryPolicy, { attempt }: Delivery, envelope: Envelope | undefined): boolean {
    return isLastAttempt(policy, attempt, this.clock.now() - (envelope?.publishedAt ?? 0));
  }

  /** Only known types, because anyone may have sent the message. */
  private typeOf(envelope: Envelope | undefined): string {
    return (envelope && this.handlers.find(envelope.type)?.type) ?? UNKNOWN_TYPE;
  }

  private async handle(envelope: Envelope, delivery: Delivery, isLastAttempt: boolean): Promise<void> {
    // Messages of an account that uninstalled the app are dropped; its connections no longer exist.
    if (await this.installations.hasLeftSince(envelope.accountId, envelope.publishedAt)) return;
    const handler = this.handlers.find(envelope.type);
    if (!handler) throw new QueueTypeUnknownError();
    const payload = await parsePayload(openPayload(envelope, this.keyRing), handler.payload);
    await runHandler(handler, payload, { envelope, delivery, isLastAttempt }, this.clock);
  }

  private async decideOutcome(
    error: unknown,
    delivery: Delivery,
    envelope: Envelope | undefined,
    policy: RetryPolicy,
  ): Promise<DeliveryResult> {
    if (error instanceof QueueStoppingError) return { type: 'return' };
    const postponedMs = postponementOf(error, Math.random());
    if (postponedMs !== undefined && this.mayWait(envelope)) return { type: 'return', delayMs: postponedMs };
    const delayMs = retryDelayMs(policy, delivery.attempt, retryAfterOf(error), Math.random());
    if (error instanceof QueueLeaseLostError) return { type: 'retry', delayMs };
    const isDead = isPermanent(error) || this.isLast(policy, delivery, envelope);
    this.tracing.fail(error);
    this.report(error, delivery, envelope, isDead);
    if (!isDead) return { type: 'retry', delayMs };
    try {
      await this.deadLetter(error, delivery, envelope);
      return { type: 'dead', error };
    } catch (failure) {
      this.logger.error(failure);
      return { type: 'retry', delayMs };
    }
  }

  /** A message that was postponed for a month counts as failed. */
  private mayWait(envelope: Envelope | undefined): boolean {
    return envelope !== undefined && this.clock.now() - envelope.publishedAt < MAX_POSTPONED_MS;
  }

  private deadLetter(error: unknown, delivery: Delivery, envelope: Envelope | undefined): Promise<void> {
    return this.deadLetters.keep({
      id: delivery.id,
      type: envelope?.type ?? UNKNOWN_TYPE,
      accountId: envelope?.accountId,
      attempts: delivery.attempt,
      cause: codeOf(error),
      diedAt: this.clock.now(),
      body: delivery.body,
    });
  }

  /** Logs the message and the code, but not the text of an error, which may quote data. */
  private report(error: unknown, delivery: Delivery, envelope: Envelope | undefined, isDead: boolean): void {
    const facts = {
      messageId: delivery.id,
      type: envelope?.type,
      attempt: delivery.attempt,
      code: codeOf(error),
      ...(isExpected(error) ? {} : { err: error }),
    };
    if (isDead) this.logger.error(facts, 'message dead-lettered');
    else this.logger.warn(facts, 'message failed; it will be retried');
  }
}

function envelopeOf({ body }: Delivery): Envelope | undefined {
  try {
    return readEnvelope(body);
  } catch {
    return undefined;
  }
}

const isExpected = (error: unknown): error is BaseError | MondayCodeAPIError =>
  error instanceof BaseError || error instanceof MondayCodeAPIError;

/**
 * Delay in milliseconds if the handler postponed the message or monday limits the rate of the account, which is not a
 * failure of the message. Jitter is added, so that refused messages do not return together.
 */
function postponementOf(error: unknown, random: number): number | undefined {
  if (error instanceof QueuePostponedError) return (error.retryAfterSeconds ?? 1) * 1_000;
  if (!(error instanceof MondayCodeAPIError) || error.failure !== 'rate_limited') return undefined;
  const delayMs = (error.retryAfterSeconds ?? 1) * 1_000;
  return spreadDelay(delayMs, MAX_SPREAD_MS, random);
}

const isPermanent = (error: unknown): boolean =>
  error instanceof QueuePermanentError ||
  error instanceof QueueMessageInvalidError ||
  error instanceof QueueTypeUnknownError;

const retryAfterOf = (error: unknown): number | undefined =>
  isExpected(error) ? error.retryAfterSeconds : undefined;
